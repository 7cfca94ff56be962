package io.understudy.operators.metric;

import io.understudy.connectors.contract.StreamEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Gathers dropped frames and reports them as one event per stream, reason and second, so that an
 * overloaded job does not answer with a second flood. Task thread only.
 *
 * <p>The owner calls {@link #flush} before a barrier and at the end: nothing is kept in state.
 */
public final class DropReports {
  static final long REPORT_INTERVAL_MILLIS = 1000;

  private final ProcessingTimeService time;
  private final Consumer<StreamEvent> events;
  private final Map<Drop, Long> counts = new LinkedHashMap<>();

  public DropReports(ProcessingTimeService time, Consumer<StreamEvent> events) {
    this.time = time;
    this.events = events;
  }

  /** Notes one dropped frame of {@code streamId}, driving {@code sourceId} where that is known. */
  public void drop(String streamId, String sourceId, DropReason reason) {
    if (counts.isEmpty()) {
      time.registerTimer(now() + REPORT_INTERVAL_MILLIS, timestamp -> flush());
    }
    counts.merge(new Drop(streamId, sourceId, reason), 1L, Long::sum);
  }

  /** Reports everything noted so far. */
  public void flush() {
    counts.forEach(this::report);
    counts.clear();
  }

  private void report(Drop drop, long count) {
    events.accept(
        new StreamEvent(
            drop.streamId,
            StreamEvent.Kind.FRAMES_DROPPED,
            drop.sourceId,
            count,
            drop.reason.label(),
            now() * 1000));
  }

  private long now() {
    return time.getCurrentProcessingTime();
  }

  private record Drop(String streamId, String sourceId, DropReason reason) {}
}
