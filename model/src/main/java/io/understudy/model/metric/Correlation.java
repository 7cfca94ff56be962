package io.understudy.model.metric;

import java.util.List;
import java.util.OptionalDouble;

/** Pearson's correlation, which tells whether one course follows another. Pure; any thread. */
public final class Correlation {
  private static final int FEWEST = 3;

  private Correlation() {}

  /**
   * The correlation of two courses of the same length, -1 to 1; empty where there are fewer than
   * three points or one course is constant, which nothing can follow.
   */
  public static OptionalDouble of(List<Double> first, List<Double> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "correlated courses must have the same length, got %d and %d"
              .formatted(first.size(), second.size()));
    }
    double firstMean = mean(first);
    double secondMean = mean(second);
    double product = 0;
    double firstSquare = 0;
    double secondSquare = 0;
    for (int i = 0; i < first.size(); i++) {
      double a = first.get(i) - firstMean;
      double b = second.get(i) - secondMean;
      product += a * b;
      firstSquare += a * a;
      secondSquare += b * b;
    }
    return first.size() < FEWEST || isConstant(first) || isConstant(second)
        ? OptionalDouble.empty()
        : OptionalDouble.of(product / Math.sqrt(firstSquare * secondSquare));
  }

  /** Rounding leaves sums of squares of a constant course a little above 0. */
  private static boolean isConstant(List<Double> values) {
    return values.stream().distinct().count() < 2;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
