package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import java.util.List;

/** How far keypoints are from the landmarks of the face that they shall be at. */
final class LandmarkLoss {
  private final Execution execution;
  private final Kernels kernels;

  LandmarkLoss(Execution execution) {
    this.execution = execution;
    this.kernels = execution.kernels();
  }

  /**
   * Adds their distance, and that of mouth and eyes against their own middle.
   *
   * @param where which keypoints they are, for the names of the losses
   * @param found (B, K, 2) in [-1, 1]
   */
  void add(Losses losses, String where, NDArray found, KnownKeypoints wanted) {
    if (losses.has(LossTerm.LANDMARKS)) {
      NDArray positions = wanted.positions();
      NDArray known = wanted.known();
      losses.add(
          LossTerm.LANDMARKS, "_" + where, kernels.call("known_distance", found, positions, known));
      List<NDArray> shapes =
          wanted.parts(execution).stream()
              .map(part -> kernels.call("shape_distance", found, positions, known, part))
              .toList();
      losses.addSum(LossTerm.LANDMARK_SHAPE, "_" + where, shapes);
    }
  }
}
