package io.understudy.connectors.face;

/**
 * How much of a pasted square is seen at each place: all of it in the middle of an ellipse around
 * the head, less and less towards its border, nothing beyond. Little of what is behind the portrait
 * comes along, which would stand around the head as a halo. Pure.
 */
final class HeadMask {
  /** Places from here to 1, see {@link #distance}, belong to the band in which the head fades. */
  static final double FADE_START = 0.5;

  /** Where a head is in a crop around its face, see {@link SmoothCrop}: shares of its side. */
  static final double CENTRE_X = 0.5;

  static final double CENTRE_Y = 0.49;
  private static final double RADIUS_X = 0.4;
  private static final double RADIUS_Y = 0.48;

  private HeadMask() {}

  /**
   * How far out a place is: 0 in the centre, 1 on the border of the ellipse, more beyond.
   *
   * @param x place from the left, 0 to 1
   * @param y place from the top, 0 to 1
   */
  static double distance(double x, double y) {
    return Math.hypot((x - CENTRE_X) / RADIUS_X, (y - CENTRE_Y) / RADIUS_Y);
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
