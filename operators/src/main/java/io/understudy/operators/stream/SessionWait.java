package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.metric.DropReason;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Frames that wait for their session. Each stream that has some has one timer. Task thread, under
 * the stream's key.
 */
final class SessionWait {
  private final InternalTimerService<VoidNamespace> timers;
  private final FrameAdmission admission;
  private final FrameRejections rejections;

  SessionWait(
      InternalTimerService<VoidNamespace> timers,
      FrameAdmission admission,
      FrameRejections rejections) {
    this.timers = timers;
    this.admission = admission;
    this.rejections = rejections;
  }

  /** Has a frame wait; refuses those whose place it takes. */
  void await(LiveStream stream, DrivingFrame frame) {
    WaitingFrames waiting = stream.waiting();
    boolean first = waiting.isEmpty();
    waiting.add(frame, timers.currentProcessingTime()).forEach(rejections::unknownSession);
    if (first) {
      lookWhenOverdue(waiting);
    }
  }

  /** Refuses the frames that have waited in vain; the stream's timer is due. */
  void giveUp(LiveStream stream) {
    WaitingFrames waiting = stream.waiting();
    waiting.takeOverdue(timers.currentProcessingTime()).forEach(rejections::unknownSession);
    lookWhenOverdue(waiting);
  }

  private void lookWhenOverdue(WaitingFrames waiting) {
    if (!waiting.isEmpty()) {
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, waiting.nextOverdueMillis());
    }
  }

  /** The session has come: the stream runs. */
  void admitAll(LiveStream stream) throws Exception {
    for (DrivingFrame frame : stream.waiting().takeAll()) {
      admission.admit(stream.track(), frame);
    }
  }

  /** The session has ended. */
  void dropAll(LiveStream stream) {
    stream.waiting().takeAll().forEach(frame -> rejections.drop(frame, DropReason.SESSION_ENDED));
  }
}
