package io.understudy.operators.metric;

import org.HdrHistogram.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** Statistics of a histogram that nobody writes to any more. */
final class WindowStatistics extends HistogramStatistics {
  private static final long[] NO_VALUES = {};

  private final Histogram histogram;

  WindowStatistics(Histogram histogram) {
    this.histogram = histogram;
  }

  @Override
  public double getQuantile(double quantile) {
    return isEmpty() ? 0 : histogram.getValueAtPercentile(100 * quantile);
  }

  /** Single values are not kept. */
  @Override
  public long[] getValues() {
    return NO_VALUES;
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, histogram.getTotalCount());
  }

  @Override
  public double getMean() {
    return isEmpty() ? 0 : histogram.getMean();
  }

  @Override
  public double getStdDev() {
    return isEmpty() ? 0 : histogram.getStdDeviation();
  }

  @Override
  public long getMax() {
    return histogram.getMaxValue();
  }

  @Override
  public long getMin() {
    return isEmpty() ? 0 : histogram.getMinValue();
  }

  private boolean isEmpty() {
    return histogram.getTotalCount() == 0;
  }
}
