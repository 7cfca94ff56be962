package io.understudy.operators.source;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.LiveTags;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One call of the operator for one source: the time, the source's timers, and where results go.
 * Task thread, not kept behind the call.
 */
record SourceTurn(
    KeyedCoProcessFunction<String, Source, SessionCommand, SessionUpdate>.Context context,
    Collector<SessionUpdate> updates) {
  /** Timers that need not be sharp fall on multiples of this: one for all streams of a source. */
  private static final long GRID_MILLIS = 10_000;

  /** Time now, ms since 1970. */
  long now() {
    return context.timerService().currentProcessingTime();
  }

  /** Has the source looked at again then, ms since 1970. */
  void wakeAt(long epochMillis) {
    context.timerService().registerProcessingTimeTimer(epochMillis);
  }

  /** As {@link #wakeAt}, up to ten seconds later. */
  void wakeAfter(long epochMillis) {
    wakeAt((epochMillis + GRID_MILLIS - 1) / GRID_MILLIS * GRID_MILLIS);
  }

  /** Tells a stream. */
  void tell(SessionUpdate update) {
    updates.collect(update);
  }

  /** Says what was refused. */
  void tell(DeadLetter letter) {
    context.output(LiveTags.DEAD_LETTERS, letter);
  }

  /** Says what became of a stream. */
  void tell(StreamEvent event) {
    context.output(LiveTags.EVENTS, event);
  }
}
