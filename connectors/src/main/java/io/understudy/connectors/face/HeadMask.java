package io.understudy.connectors.face;

/**
 * How much of a pasted square is seen at each place: all of it inside a rounded square, less and
 * less towards its border, nothing in the corners. Pure.
 */
final class HeadMask {
  /** Places from here to 1, see {@link #distance}, belong to the band in which the head fades. */
  static final double FADE_START = 0.8;

  private HeadMask() {}

  /**
   * How far out a place is: 0 in the centre, 1 on the border of the rounded square, more beyond.
   *
   * @param x place from the left, 0 to 1
   * @param y place from the top, 0 to 1
   */
  static double distance(double x, double y) {
    double u = 2 * x - 1;
    double v = 2 * y - 1;
    return Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v));
  }

  /** Share of the pasted picture at a distance, 0 to 1. */
  static double weight(double distance) {
    return 1 - step(FADE_START, 1, distance);
  }

  /** 0 up to {@code from}, 1 from {@code to}, smooth between. */
  static double step(double from, double to, double value) {
    double t = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
