package io.understudy.pipeline.soak;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A straight line through noisy samples, by Theil and Sen: the median of the slopes of all pairs of
 * samples. Three samples of ten may be far off and do not move it. The interval is Sen's (1968) at
 * 95 % for samples that do not depend on each other; where they do, it is too narrow.
 *
 * @param low lower end of the slope's interval
 * @param slope change in one unit of time
 * @param high upper end of the slope's interval
 * @param level median of what is left at time 0
 */
record Trend(double low, double slope, double high, double level) {
  private static final double STANDARD_DEVIATIONS = 1.96;

  /** The line through values at times that grow, at least two of both. */
  static Trend of(double[] times, double[] values) {
    double[] slopes = slopes(times, values);
    double half = Math.min(0.5, deviation(times.length) / (2 * slopes.length));
    double slope = quantile(slopes, 0.5);
    double[] levels = new double[times.length];
    Arrays.setAll(levels, i -> values[i] - slope * times[i]);
    return new Trend(
        quantile(slopes, 0.5 - half), slope, quantile(slopes, 0.5 + half), quantile(levels, 0.5));
  }

  private static double[] slopes(double[] times, double[] values) {
    double[] slopes = new double[times.length * (times.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = i + 1; j < times.length; j++) {
        slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
      }
    }
    return slopes;
  }

  /** Of Kendall's score, which counts the pairs that rise less those that fall. */
  private static double deviation(int samples) {
    double n = samples;
    return STANDARD_DEVIATIONS * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
  }

  /** From 0 to 1; the library takes percents above 0. */
  private static double quantile(double[] values, double quantile) {
    return new Percentile().evaluate(values, Math.max(Double.MIN_VALUE, 100 * quantile));
  }
}
