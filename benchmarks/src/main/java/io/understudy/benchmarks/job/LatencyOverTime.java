package io.understudy.benchmarks.job;

import io.understudy.pipeline.playback.LatencySummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Latencies by when frames came out: in a young process the slow ones are the first. Not
 * thread-safe.
 */
public final class LatencyOverTime {
  /** What one summary covers. */
  public static final Duration SLICE = Duration.ofSeconds(10);

  private final List<LatencySummary> slices = new ArrayList<>();

  /** Records a frame's latency, µs, that came out so long after the beginning, µs, at least 0. */
  public void record(long sinceBeginningMicros, long latencyMicros) {
    int slice = (int) (sinceBeginningMicros * 1000 / SLICE.toNanos());
    while (slices.size() <= slice) {
      slices.add(new LatencySummary());
    }
    slices.get(slice).record(latencyMicros);
  }

  /**
   * One summary for each slice from the beginning to the last frame; those between may be empty.
   */
  public List<LatencySummary> slices() {
    return List.copyOf(slices);
  }
}
