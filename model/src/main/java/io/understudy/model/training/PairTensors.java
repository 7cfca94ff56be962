package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.network.PixelRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Pairs of frames as tensors: as they are, or augmented with all that is known of them.
 *
 * <p>Borrows the execution; its thread.
 */
final class PairTensors implements AutoCloseable {
  private final Execution execution;
  private final PixelRange range;
  private final int keypoints;
  private final PictureTensors pictures;
  private final Augmentation augmentation;
  private final OpticalFlow opticalFlow = new OpticalFlow();

  /**
   * @param keypoints of the network
   * @param sizePixels side of its pictures
   */
  PairTensors(Execution execution, PixelRange range, int keypoints, int sizePixels) {
    this.execution = execution;
    this.range = range;
    this.keypoints = keypoints;
    this.pictures = new PictureTensors(execution, range, sizePixels);
    this.augmentation = new Augmentation(execution);
  }

  /** Sources, then driving images: (2B, 3, H, W). */
  NDArray images(List<Pair> pairs) {
    List<Picture> all = new ArrayList<>();
    pairs.forEach(pair -> all.add(pair.source().picture()));
    pairs.forEach(pair -> all.add(pair.driving().picture()));
    return pictures.toTensor(all);
  }

  /** The pictures that tensors (B, 3, H, W) hold. */
  List<Picture> pictures(NDArray images) {
    return pictures.toPictures(images);
  }

  /**
   * Pairs under random flips and colours.
   *
   * @param withFlow whether optical flow is looked for, which costs as much as a small network
   */
  TrainingBatch augmented(List<Pair> batch, boolean withFlow, RandomGenerator random) {
    Augmented both = augmentation.apply(images(batch), range, random);
    int size = batch.size();
    NDArray source = both.images().get("0:" + size);
    NDArray driving = both.images().get(size + ":");
    List<LabelledFrame> sources = batch.stream().map(Pair::source).toList();
    List<LabelledFrame> drivers = batch.stream().map(Pair::driving).toList();
    List<Boolean> mirrored = both.mirrored().subList(0, size);
    NDArray change = execution.kernels().call("change", source, driving);
    return new TrainingBatch(
        source,
        driving,
        change.add(FaceEmphasis.of(execution, drivers, mirrored)),
        KnownKeypoints.of(execution, sources, mirrored, keypoints),
        KnownKeypoints.of(execution, drivers, mirrored, keypoints),
        MeshPositions.of(execution, sources, mirrored),
        MeshPositions.of(execution, drivers, mirrored),
        withFlow
            ? Optional.of(DenseFlow.of(execution, opticalFlow, batch, mirrored))
            : Optional.empty());
  }

  @Override
  public void close() {
    opticalFlow.close();
  }
}
