package io.understudy.model.synthetic;

/** Shapes of functions that heads are modelled with. */
final class Curve {
  private Curve() {}

  /** 0 below {@code from}, 1 above {@code to}, smooth between; {@code from} may be the larger. */
  static double step(double from, double to, double x) {
    double t = Math.min(1, Math.max(0, (x - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }

  /** A bell of height 1 at the origin. */
  static double bell(double x, double y, double widthX, double widthY) {
    double a = x / widthX;
    double b = y / widthY;
    double exponent = a * a + b * b;
    return exponent > 16 ? 0 : Math.exp(-0.5 * exponent);
  }

  /** Value noise in [0, 1] on a unit lattice, smooth. */
  static double noise(long seed, double x, double y) {
    long column = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double u = step(0, 1, x - column);
    double v = step(0, 1, y - row);
    double top = lattice(seed, column, row) * (1 - u) + lattice(seed, column + 1, row) * u;
    double bottom =
        lattice(seed, column, row + 1) * (1 - u) + lattice(seed, column + 1, row + 1) * u;
    return top * (1 - v) + bottom * v;
  }

  private static double lattice(long seed, long column, long row) {
    long z = seed + column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
  }
}
