package io.understudy.pipeline.playback;

import org.HdrHistogram.Histogram;

/**
 * Counts and latencies of a run. Not thread-safe.
 *
 * <p>Latencies are recorded in µs up to ten minutes with three significant digits; a longer one
 * counts as ten minutes.
 */
public final class LatencySummary {
  private static final long MAX_MICROS = 600_000_000L;

  private final Histogram micros = new Histogram(MAX_MICROS, 3);

  /** Records one frame's latency, µs. */
  public void record(long latencyMicros) {
    micros.recordValue(Math.max(0, Math.min(latencyMicros, MAX_MICROS)));
  }

  /** Frames recorded. */
  public long frames() {
    return micros.getTotalCount();
  }

  /** The latency that {@code percentile} of 100 frames stay within, ms; 0 where there is none. */
  public double percentileMillis(double percentile) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
