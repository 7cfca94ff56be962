package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeliveryMode;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Finds live sessions whose feed has gone. Each stream has one timer, which looks at the clock of
 * its last frame: frames set none. Task thread, under the current key.
 */
final class SessionTimeouts {
  /** Timers lie on a grid, so that those of one stream are one. */
  private static final int GRID = 8;

  private final long timeoutMillis;
  private final InternalTimerService<VoidNamespace> timers;

  /**
   * @param timeoutMillis time without a frame after which a session ends; 0 for never
   */
  SessionTimeouts(long timeoutMillis, InternalTimerService<VoidNamespace> timers) {
    this.timeoutMillis = timeoutMillis;
    this.timers = timers;
  }

  /** A session has come. */
  void watch(LiveStream stream) {
    if (timeoutMillis > 0) {
      sign(stream);
      look(stream.lastSignMillis() + timeoutMillis);
    }
  }

  /** Sessions have come back from a snapshot, whose job may have had no timeout. */
  void watchRestored(KeyedStateBackend<String> backend) throws Exception {
    if (timeoutMillis > 0) {
      long now = timers.currentProcessingTime();
      backend.applyToAllKeys(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          StreamStates.trackDescriptor(),
          (streamId, track) -> look(now));
    }
  }

  /** A frame has come. */
  void sign(LiveStream stream) {
    stream.signOfLife(timers.currentProcessingTime());
  }

  /** Whether the session of {@code stream}, whose timer is due, has ended; else looks again. */
  boolean ended(LiveStream stream) {
    if (timeoutMillis == 0) {
      return false; // the timer is of a job that had a timeout
    }
    if (!stream.running() || stream.track().session().delivery() != DeliveryMode.LIVE) {
      return false;
    }
    if (stream.lastSignMillis() == 0) {
      sign(stream); // just restored: the time begins anew
    }
    long due = stream.lastSignMillis() + timeoutMillis;
    if (timers.currentProcessingTime() >= due) {
      return true;
    }
    look(due);
    return false;
  }

  private void look(long dueMillis) {
    long step = Math.max(1, timeoutMillis / GRID);
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, (dueMillis + step - 1) / step * step);
  }
}
