package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.ost.ScaleAugmentation;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import io.understudy.model.ost.ScaleTransform;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * The losses of one batch of pairs under a network (NETWORKS section 1.7); where it has a scale
 * transformation, it sees driving images narrowed or flattened and learns to undo that (section
 * 4.3).
 */
final class ReenactmentLoss {
  private static final int PYRAMID_LEVELS = 4;
  private static final double LEAST_DISTANCE = 0.1;

  private final Execution execution;
  private final Kernels kernels;
  private final Network network;
  private final LossWeights weights;
  private final ScaleAugmentation scales;

  ReenactmentLoss(Execution execution, Network network, LossWeights weights) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    this.weights = weights;
    this.scales = new ScaleAugmentation(execution, network.pixelRange().shift());
  }

  /** Keypoints that drive the output, and the scale code that goes with them. */
  private record Driving(KeypointTensors keypoints, Optional<NDArray> scaleCode) {}

  /**
   * Runs the network and weighs what it gave.
   *
   * @param stage what to train
   */
  Losses of(TrainingBatch batch, Stage stage, RandomGenerator random) {
    long size = batch.source().getShape().get(0);
    List<Extent> extents = extents(size, random);
    NDArray seen =
        network.scaleTransform().isPresent()
            ? scales.apply(batch.driving(), extents)
            : batch.driving();
    RandomTransform transform = RandomTransform.draw(execution, (int) size, random);
    NDArray moved = transform.image(seen);
    // One pass for all three: batch norm sees them as one population, which the released code
    // does not do, and the detector runs at three times the batch.
    KeypointTensors all = network.detect(kernels.concat(0, batch.source(), seen, moved), Tap.NONE);
    KeypointTensors atSource = rows(all, 0, size);
    KeypointTensors atSeen = rows(all, size, 2 * size);
    Losses losses = new Losses();
    equivariance(losses, transform, atSeen, rows(all, 2 * size, 3 * size));
    landmarks(losses, "source", atSource, batch.atSource());
    landmarks(losses, "seen", atSeen, batch.atDriving().scaled(execution, extents));
    if (stage != Stage.KEYPOINTS) {
      Driving driving = driving(losses, batch, seen, atSource, atSeen);
      landmarks(losses, "driving", driving.keypoints(), batch.atDriving());
      pictures(losses, batch, atSource, driving, stage);
    }
    return losses;
  }

  private List<Extent> extents(long size, RandomGenerator random) {
    return LongStream.range(0, size)
        .mapToObj(
            i -> network.scaleTransform().isPresent() ? Extent.draw(random) : new Extent(1, 1))
        .toList();
  }

  private Driving driving(
      Losses losses,
      TrainingBatch batch,
      NDArray seen,
      KeypointTensors atSource,
      KeypointTensors atSeen) {
    if (network.scaleTransform().isEmpty()) {
      return new Driving(atSeen, Optional.empty());
    }
    ScaleTransform scale = network.scaleTransform().get();
    NDArray code = scale.localise(atSource.values(), atSeen.values());
    if (!scale.rectifies()) {
      return new Driving(atSeen, Optional.of(code));
    }
    NDArray rectified = scale.rectify(seen, code);
    losses.add("rectified", weights.rectified(), pyramid(rectified, batch));
    return new Driving(network.detect(rectified, Tap.NONE), Optional.of(code));
  }

  private void pictures(
      Losses losses, TrainingBatch batch, KeypointTensors atSource, Driving driving, Stage stage) {
    try (TrainingTerms terms = new TrainingTerms()) {
      SourceMaps maps = network.encode(batch.source(), atSource, Tap.NONE);
      NDArray output =
          network.generate(maps, atSource, driving.keypoints(), driving.scaleCode(), terms);
      warped(batch.source(), terms)
          .ifPresent(warped -> losses.add("warped", weights.warped(), pyramid(warped, batch)));
      terms.flow().ifPresent(flow -> flow(losses, flow, batch));
      if (stage == Stage.MOTION) {
        return;
      }
      network.encodeDriving(batch.driving(), terms);
      losses.add("pixel", weights.pixel(), pyramid(output, batch));
      terms
          .fromSmallest()
          .ifPresent(
              small -> losses.add("from_smallest", weights.fromSmallest(), pyramid(small, batch)));
      addAll(losses, "motion_code", weights.codes(), terms.motionCodes());
      addAll(losses, "app_code", weights.codes(), terms.appearanceCodes());
      addAll(losses, "motion_recon", weights.rebuiltFlow(), terms.rebuiltFlows());
    }
  }

  private void flow(Losses losses, NDArray flow, TrainingBatch batch) {
    if (weights.flow() != 0) {
      NDArray fetched = kernels.call("flow_at", flow, batch.meshDriving().positions());
      NDArray known = batch.meshSource().known().mul(batch.meshDriving().known());
      losses.add(
          "flow",
          weights.flow(),
          kernels.call("known_distance", fetched, batch.meshSource().positions(), known));
    }
  }

  private static void addAll(Losses losses, String name, double weight, List<NDArray> values) {
    values.stream().reduce(NDArray::add).ifPresent(sum -> losses.add(name, weight, sum));
  }

  /** The source under the first flow: as the network made it, or made here. */
  Optional<NDArray> warped(NDArray source, TrainingTerms terms) {
    return terms
        .warped()
        .or(
            () ->
                terms
                    .flow()
                    .map(
                        flow -> {
                          int height = (int) source.getShape().get(2);
                          int width = (int) source.getShape().get(3);
                          NDArray grid = kernels.resizeGrid(flow, height, width, true);
                          return kernels.gridSample(source, grid, true);
                        }));
  }

  private NDArray pyramid(NDArray output, TrainingBatch batch) {
    return kernels.call("pixel_pyramid", output, batch.driving(), batch.emphasis(), PYRAMID_LEVELS);
  }

  private void landmarks(
      Losses losses, String where, KeypointTensors found, KnownKeypoints wanted) {
    if (weights.landmarks() != 0) {
      NDArray distance =
          kernels.call("known_distance", found.values(), wanted.positions(), wanted.known());
      losses.add("landmarks_" + where, weights.landmarks(), distance);
    }
  }

  private void equivariance(
      Losses losses, RandomTransform transform, KeypointTensors seen, KeypointTensors moved) {
    Equivariance equivariance = Equivariance.of(kernels, transform, seen, moved);
    losses.add("equivariance_value", weights.equivarianceValue(), equivariance.value());
    losses.add("equivariance_jacobian", weights.equivarianceJacobian(), equivariance.jacobian());
    losses.add(
        "keypoint_distance",
        weights.keypointDistance(),
        kernels.call("keypoint_distance", seen.values(), LEAST_DISTANCE));
  }

  private static KeypointTensors rows(KeypointTensors all, long from, long to) {
    String slice = from + ":" + to;
    return new KeypointTensors(all.values().get(slice), all.jacobians().get(slice));
  }
}
