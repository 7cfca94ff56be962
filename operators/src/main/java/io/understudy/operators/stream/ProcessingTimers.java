package io.understudy.operators.stream;

import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * What one kind of processing-time timers does, under the key of the timer. Task thread.
 *
 * @param action called with each timer that is due
 */
record ProcessingTimers(ThrowingConsumer<InternalTimer<String, VoidNamespace>, Exception> action)
    implements Triggerable<String, VoidNamespace> {
  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    action.accept(timer);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("stream-session registers no event-time timers");
  }
}
