package io.understudy.model;

/** Brings driving keypoints into the source's frame (NETWORKS section 1.8). Pure. */
public final class MotionTransfer {
  private MotionTransfer() {}

  /**
   * The keypoints that drive the source.
   *
   * @param baseline keypoints that relative motion is measured from
   */
  public static Keypoints apply(
      MotionMode mode, Keypoints source, Keypoints driving, Keypoints baseline) {
    return switch (mode) {
      case ABSOLUTE -> driving;
      case RELATIVE, BEST -> relative(source, driving, baseline, 1);
      case SCALED ->
          relative(source, driving, baseline, ConvexHull.movementScale(source, baseline));
    };
  }

  private static Keypoints relative(
      Keypoints source, Keypoints driving, Keypoints baseline, double scale) {
    return new Keypoints(
        relativeValues(source, driving, baseline, scale),
        relativeJacobians(source, driving, baseline));
  }

  /** value' = (driving - baseline) * scale + source. */
  static float[] relativeValues(
      Keypoints source, Keypoints driving, Keypoints baseline, double scale) {
    float[] moved = new float[source.values().length];
    for (int i = 0; i < moved.length; i++) {
      double change = driving.values()[i] - baseline.values()[i];
      moved[i] = (float) (change * scale + source.values()[i]);
    }
    return moved;
  }

  /** J' = (J_driving * inverse(J_baseline)) * J_source. */
  static float[] relativeJacobians(Keypoints source, Keypoints driving, Keypoints baseline) {
    float[] moved = new float[source.jacobians().length];
    for (int at = 0; at < moved.length; at += 4) {
      double[] change = multiply(matrix(driving, at), inverse(matrix(baseline, at)));
      double[] result = multiply(change, matrix(source, at));
      for (int i = 0; i < 4; i++) {
        moved[at + i] = (float) result[i];
      }
    }
    return moved;
  }

  private static double[] matrix(Keypoints keypoints, int at) {
    float[] j = keypoints.jacobians();
    return new double[] {j[at], j[at + 1], j[at + 2], j[at + 3]};
  }

  private static double[] multiply(double[] a, double[] b) {
    return new double[] {
      a[0] * b[0] + a[1] * b[2],
      a[0] * b[1] + a[1] * b[3],
      a[2] * b[0] + a[3] * b[2],
      a[2] * b[1] + a[3] * b[3]
    };
  }

  private static double[] inverse(double[] a) {
    double determinant = a[0] * a[3] - a[1] * a[2];
    return new double[] {
      a[3] / determinant, -a[1] / determinant, -a[2] / determinant, a[0] / determinant
    };
  }
}
