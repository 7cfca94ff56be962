package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.SourceMaps;
import java.util.random.RandomGenerator;

/** The losses of one batch of pairs under a network (NETWORKS section 1.7). */
final class ReenactmentLoss {
  private static final int PYRAMID_LEVELS = 4;
  private static final double LEAST_DISTANCE = 0.1;

  private final Execution execution;
  private final Kernels kernels;
  private final Network network;
  private final LossWeights weights;

  ReenactmentLoss(Execution execution, Network network, LossWeights weights) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    this.weights = weights;
  }

  /**
   * Runs the network and weighs what it gave.
   *
   * @param source images (B, 3, H, W) in the network's range
   * @param driving what the output shall equal, likewise
   * @param emphasis (B, 1, H, W) weight of each pixel
   */
  Losses of(NDArray source, NDArray driving, NDArray emphasis, RandomGenerator random) {
    long batch = source.getShape().get(0);
    RandomTransform transform = RandomTransform.draw(execution, (int) batch, random);
    NDArray moved = transform.image(driving);
    // One pass for all three: batch norm sees them as one population, as the released code does
    // not,
    // and the detector runs at three times the batch.
    KeypointTensors all = network.detect(kernels.concat(0, source, driving, moved), Tap.NONE);
    KeypointTensors atSource = rows(all, 0, batch);
    KeypointTensors atDriving = rows(all, batch, 2 * batch);
    KeypointTensors atMoved = rows(all, 2 * batch, 3 * batch);
    Losses losses = new Losses();
    try (WarpedTap tap = new WarpedTap()) {
      SourceMaps maps = network.encode(source, atSource, Tap.NONE);
      NDArray output = network.generate(maps, atSource, atDriving, tap);
      losses.add("pixel", weights.pixel(), pyramid(output, driving, emphasis));
      tap.warped()
          .ifPresent(
              warped -> losses.add("warped", weights.warped(), pyramid(warped, driving, emphasis)));
    }
    equivariance(losses, transform, atDriving, atMoved);
    losses.add(
        "keypoint_distance",
        weights.keypointDistance(),
        kernels.call("keypoint_distance", atDriving.values(), LEAST_DISTANCE));
    return losses;
  }

  private NDArray pyramid(NDArray output, NDArray target, NDArray emphasis) {
    return kernels.call("pixel_pyramid", output, target, emphasis, PYRAMID_LEVELS);
  }

  private void equivariance(
      Losses losses, RandomTransform transform, KeypointTensors seen, KeypointTensors moved) {
    Equivariance equivariance = Equivariance.of(kernels, transform, seen, moved);
    losses.add("equivariance_value", weights.equivarianceValue(), equivariance.value());
    losses.add("equivariance_jacobian", weights.equivarianceJacobian(), equivariance.jacobian());
  }

  private static KeypointTensors rows(KeypointTensors all, long from, long to) {
    String slice = from + ":" + to;
    return new KeypointTensors(all.values().get(slice), all.jacobians().get(slice));
  }
}
