package io.understudy.benchmarks.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures with no more digits than a measurement has. */
final class Rounded {
  private Rounded() {}

  /** {@code value} with {@code digits} after the point; as it is where it is not finite. */
  static double to(double value, int digits) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue()
        : value;
  }
}
