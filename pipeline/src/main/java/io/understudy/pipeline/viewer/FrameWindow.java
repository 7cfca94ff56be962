package io.understudy.pipeline.viewer;

import io.understudy.connectors.contract.StageTimings;
import io.understudy.pipeline.playback.RunSummary;
import java.util.ArrayDeque;
import java.util.Deque;

/** The timings of the frames that came within the last five seconds. Not thread-safe. */
final class FrameWindow {
  static final long SPAN_NANOS = 5_000_000_000L;

  private final Deque<Arrival> arrivals = new ArrayDeque<>();

  private record Arrival(long nanos, StageTimings timings) {}

  void add(StageTimings timings, long nowNanos) {
    arrivals.addLast(new Arrival(nowNanos, timings));
    forget(nowNanos);
  }

  /** Frames a second. */
  double rate(long nowNanos) {
    forget(nowNanos);
    return arrivals.size() * 1e9 / SPAN_NANOS;
  }

  /** What these frames took. */
  RunSummary summary(long nowNanos) {
    forget(nowNanos);
    RunSummary summary = new RunSummary();
    arrivals.forEach(arrival -> summary.record(arrival.timings()));
    return summary;
  }

  private void forget(long nowNanos) {
    while (!arrivals.isEmpty() && nowNanos - arrivals.peekFirst().nanos() > SPAN_NANOS) {
      arrivals.removeFirst();
    }
  }
}
