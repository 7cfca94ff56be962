package io.understudy.model.synthetic;

/**
 * Turns the head around the top of its neck and projects onto the picture with a mild perspective.
 * Screen coordinates are those of NETWORKS section 0: (x, y) in [-1, 1], y downwards.
 */
final class Pose {
  private static final double PIVOT_Y = -0.62;
  private static final double PIVOT_Z = -0.15;
  private static final double CAMERA = 7;
  private static final double ZOOM = 0.70;
  private static final double LIFT = 0.10;

  private final HeadState state;
  private final double[] matrix;

  Pose(HeadState state) {
    this.state = state;
    this.matrix =
        rotation(
            Math.toRadians(state.yawDegrees()),
            -Math.toRadians(state.pitchDegrees()),
            Math.toRadians(state.rollDegrees()));
  }

  /** Roll after pitch after yaw. */
  private static double[] rotation(double yaw, double pitch, double roll) {
    double cy = Math.cos(yaw);
    double sy = Math.sin(yaw);
    double cp = Math.cos(pitch);
    double sp = Math.sin(pitch);
    double cr = Math.cos(roll);
    double sr = Math.sin(roll);
    return new double[] {
      cr * cy - sr * sp * sy,
      -sr * cp,
      cr * sy + sr * sp * cy,
      sr * cy + cr * sp * sy,
      cr * cp,
      sr * sy - cr * sp * cy,
      -cp * sy,
      sp,
      cp * cy
    };
  }

  /** Turns a head-frame point in place. */
  void turn(double[] p) {
    double x = p[0];
    double y = p[1] - PIVOT_Y;
    double z = p[2] - PIVOT_Z;
    p[0] = matrix[0] * x + matrix[1] * y + matrix[2] * z;
    p[1] = matrix[3] * x + matrix[4] * y + matrix[5] * z + PIVOT_Y;
    p[2] = matrix[6] * x + matrix[7] * y + matrix[8] * z + PIVOT_Z;
  }

  /** Screen x of a posed point. */
  double screenX(double x, double z) {
    return ZOOM * state.scale() * x * CAMERA / (CAMERA - z) + 2 * state.shiftX();
  }

  /** Screen y of a posed point, downwards. */
  double screenY(double y, double z) {
    return -(ZOOM * state.scale() * (y + LIFT) * CAMERA / (CAMERA - z) + 2 * state.shiftY());
  }
}
