package io.understudy.model;

import java.util.Objects;

/**
 * The keypoints of one picture: positions and local affine frames (NETWORKS section 1.3).
 *
 * <p>Immutable by contract: the arrays are handed over and never written again.
 *
 * @param values {@code K * 2} floats, (x, y) of each keypoint in [-1, 1], x to the right
 * @param jacobians {@code K * 4} floats, a row-major 2x2 matrix for each keypoint
 */
public record Keypoints(float[] values, float[] jacobians) {
  public Keypoints {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(jacobians, "jacobians");
    if (values.length == 0 || values.length % 2 != 0 || jacobians.length != 2 * values.length) {
      throw new IllegalArgumentException(
          "K keypoints have 2K values and 4K jacobian entries, got %d and %d"
              .formatted(values.length, jacobians.length));
    }
  }

  /** Number of keypoints, K. */
  public int count() {
    return values.length / 2;
  }
}
