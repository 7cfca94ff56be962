package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.ost.ScaleTransform;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a network in training makes of pairs, for contact sheets: drawn under the statistics of the
 * batch, as its losses see it.
 *
 * <p>Borrows the execution; its thread.
 */
final class Previews {
  private final Execution execution;
  private final Network network;
  private final SecondLook secondLook;
  private final ReenactmentLoss loss;
  private final PairTensors tensors;

  Previews(
      Execution execution,
      Network network,
      SecondLook secondLook,
      ReenactmentLoss loss,
      PairTensors tensors) {
    this.execution = execution;
    this.network = network;
    this.secondLook = secondLook;
    this.loss = loss;
    this.tensors = tensors;
  }

  /** One of each pair; what batch norms gather moves. */
  List<Preview> of(List<Pair> pairs) {
    try (Scope scope = new Scope();
        TrainingTerms terms = loss.terms()) {
      PreviewTap tap = new PreviewTap(execution.kernels(), terms);
      NDArray both = tensors.images(pairs);
      NDArray source = both.get("0:" + pairs.size());
      NDArray driving = both.get(pairs.size() + ":");
      KeypointTensors located = network.detect(source, Tap.NONE);
      ScaledDriving seen =
          ScaledDriving.detect(network, located, driving, UnaryOperator.identity());
      Optional<NDArray> rectified = rectified(driving, seen);
      KeypointTensors atSource = secondLook.at(source, located);
      NDArray output =
          network.generate(
              network.encode(source, atSource, Tap.NONE),
              atSource,
              secondLook.at(rectified.orElse(driving), seen.keypoints()),
              seen.scaleCode(),
              tap);
      NDArray warped =
          WarpedSource.of(execution.kernels(), source, terms).orElseGet(source::zerosLike);
      return previews(rectified, warped, output, tap);
    }
  }

  private List<Preview> previews(
      Optional<NDArray> rectified, NDArray warped, NDArray output, PreviewTap tap) {
    Optional<List<Picture>> undone = rectified.map(tensors::pictures);
    List<Picture> moved = tensors.pictures(warped);
    List<Picture> drawn = tensors.pictures(output);
    int count = drawn.size();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Preview(
                    undone.map(all -> all.get(i)),
                    moved.get(i),
                    tap.flow(i, count),
                    tap.occlusion(i, count),
                    tap.rebuiltFlow(i, count),
                    drawn.get(i)))
        .toList();
  }

  /** Empty where nothing rectifies. */
  private Optional<NDArray> rectified(NDArray driving, ScaledDriving seen) {
    return network
        .scaleTransform()
        .filter(ScaleTransform::rectifies)
        .map(transform -> transform.rectify(driving, seen.scaleCode().orElseThrow()));
  }
}
