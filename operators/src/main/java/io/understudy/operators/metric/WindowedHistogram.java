package io.understudy.operators.metric;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * A Flink histogram of the last half to whole minute, over HdrHistogram with two significant
 * digits.
 *
 * <p>Recording is wait-free and allowed from any thread; reading is for the metric reporters and
 * several of them see the same window.
 */
public final class WindowedHistogram implements org.apache.flink.metrics.Histogram {
  static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int SIGNIFICANT_DIGITS = 2;

  private final LongSupplier nanoClock;
  private final Recorder recorder = new Recorder(SIGNIFICANT_DIGITS);
  private Histogram previous = new Histogram(SIGNIFICANT_DIGITS);
  private Histogram current = new Histogram(SIGNIFICANT_DIGITS);
  private Histogram drained;
  private long windowStartNanos;
  private long total;

  public WindowedHistogram() {
    this(System::nanoTime);
  }

  WindowedHistogram(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.windowStartNanos = nanoClock.getAsLong();
  }

  /** Records a value; negative ones (skewed clocks) count as zero. */
  @Override
  public void update(long value) {
    recorder.recordValue(Math.max(0, value));
  }

  /** Values recorded since the start. */
  @Override
  public synchronized long getCount() {
    drain();
    return total;
  }

  @Override
  public synchronized HistogramStatistics getStatistics() {
    drain();
    Histogram window = previous.copy();
    window.add(current);
    return new WindowStatistics(window);
  }

  private void drain() {
    drained = recorder.getIntervalHistogram(drained);
    total += drained.getTotalCount();
    rotate();
    current.add(drained);
  }

  private void rotate() {
    long elapsedNanos = nanoClock.getAsLong() - windowStartNanos;
    if (elapsedNanos < WINDOW_NANOS) {
      return;
    }
    Histogram oldest = previous;
    previous = current;
    current = oldest;
    current.reset();
    if (elapsedNanos >= 2 * WINDOW_NANOS) {
      previous.reset();
    }
    windowStartNanos = nanoClock.getAsLong();
  }
}
