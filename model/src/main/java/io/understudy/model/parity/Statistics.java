package io.understudy.model.parity;

import java.util.List;

/** What the reference keeps of a whole array beside its sample. Pure. */
final class Statistics {
  static final List<String> NAMES = List.of("mean", "deviation", "least", "largest");

  private Statistics() {}

  /** One value for each of {@link #NAMES}. */
  static double[] of(float[] values) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      sum += value;
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new double[] {mean, Math.sqrt(squares / values.length), least, largest};
  }
}
