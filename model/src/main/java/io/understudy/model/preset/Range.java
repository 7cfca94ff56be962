package io.understudy.model.preset;

/** Bounds of configuration values. */
final class Range {
  private Range() {}

  static void check(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, got %s"
              .formatted(name, plain(lowest), plain(highest), plain(value)));
    }
  }

  /** A scale factor: 1, 1/2, 1/4 or 1/8, the sizes that anti-aliasing keeps pixels of. */
  static void checkScale(String name, double value) {
    if (value != 1 && value != 0.5 && value != 0.25 && value != 0.125) {
      throw new IllegalArgumentException(
          "%s must be 1, 0.5, 0.25 or 0.125, got %s".formatted(name, plain(value)));
    }
  }

  static void checkMultiple(String name, int value, int divisor) {
    if (value < divisor || value % divisor != 0) {
      throw new IllegalArgumentException(
          "%s must be a positive multiple of %d, got %d".formatted(name, divisor, value));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
