package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import java.util.random.RandomGenerator;

/** Detects the keypoints of a batch, and weighs where they are. */
final class KeypointLoss {
  private static final double LEAST_DISTANCE = 0.1;

  private final Execution execution;
  private final Kernels kernels;
  private final Network network;
  private final LandmarkLoss landmarks;

  KeypointLoss(Execution execution, Network network, LandmarkLoss landmarks) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    this.landmarks = landmarks;
  }

  /**
   * The keypoints; their losses are added.
   *
   * @param learning whether the detector learns; else no gradient reaches it
   */
  PairKeypoints detect(
      Losses losses,
      TrainingBatch batch,
      SeenDriving seen,
      boolean learning,
      RandomGenerator random) {
    PairKeypoints found =
        learning ? moved(losses, batch, seen, random) : still(batch.source(), seen.images());
    landmarks.add(losses, "source", found.source().values(), batch.atSource());
    landmarks.add(losses, "seen", found.seen().values(), seen.atImages());
    return found;
  }

  /** Keypoints of source and driving image, and what a random map of the plane tells about them. */
  private PairKeypoints moved(
      Losses losses, TrainingBatch batch, SeenDriving seen, RandomGenerator random) {
    long size = batch.source().getShape().get(0);
    RandomTransform transform = RandomTransform.draw(execution, (int) size, random);
    NDArray moved = transform.image(seen.images());
    // One pass for all three: batch norm sees them as one population, which the released code
    // does not do, and the detector runs at three times the batch.
    NDArray images = kernels.concat(0, batch.source(), seen.images(), moved);
    KeypointTensors all = network.detect(images, Tap.NONE);
    NDArray ofPairs = all.slice(0, 2 * size).values();
    losses.add(
        LossTerm.KEYPOINT_DISTANCE, kernels.call("keypoint_distance", ofPairs, LEAST_DISTANCE));
    KeypointTensors atSeen = all.slice(size, 2 * size);
    KeypointTensors atMoved = all.slice(2 * size, 3 * size);
    equivariance(losses, transform, atSeen, atMoved);
    landmarks.add(losses, "moved", transform.points(atMoved.values()), seen.atImages());
    return new PairKeypoints(all.slice(0, size), atSeen);
  }

  private void equivariance(
      Losses losses, RandomTransform transform, KeypointTensors seen, KeypointTensors moved) {
    Equivariance equivariance = Equivariance.of(kernels, transform, seen, moved);
    losses.add(LossTerm.EQUIVARIANCE_VALUE, equivariance.value());
    losses.add(LossTerm.EQUIVARIANCE_JACOBIAN, equivariance.jacobian());
  }

  /** Keypoints of source and driving image as the detector finds them now; it learns nothing. */
  private PairKeypoints still(NDArray source, NDArray seen) {
    long size = source.getShape().get(0);
    KeypointTensors all =
        network.detect(kernels.concat(0, source, seen), Tap.NONE).withoutGradient();
    return new PairKeypoints(all.slice(0, size), all.slice(size, 2 * size));
  }
}
