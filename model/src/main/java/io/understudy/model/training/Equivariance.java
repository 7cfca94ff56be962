package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.network.KeypointTensors;

/**
 * How far keypoints are from moving with the picture (NETWORKS section 1.7), unweighted.
 *
 * @param value mean absolute difference of positions
 * @param jacobian mean absolute difference of local frames from the identity
 */
public record Equivariance(NDArray value, NDArray jacobian) {
  /**
   * Compares.
   *
   * @param seen keypoints of the picture
   * @param moved keypoints of the picture seen through {@code transform}
   */
  public static Equivariance of(
      Kernels kernels, RandomTransform transform, KeypointTensors seen, KeypointTensors moved) {
    return new Equivariance(
        kernels.call("mean_absolute", seen.values(), transform.points(moved.values())),
        kernels.call(
            "equivariance_jacobian",
            seen.jacobians(),
            transform.jacobians(moved.values()),
            moved.jacobians()));
  }
}
