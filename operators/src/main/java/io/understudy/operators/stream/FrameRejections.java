package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.SessionLimits;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.DropReports;
import io.understudy.operators.metric.LabelledCounters;
import java.util.function.Consumer;

/** What happens to frames that do not pass: counted and reported, or sent to dead-letters. */
final class FrameRejections {
  private final SessionLimits limits;
  private final LabelledCounters<DropReason> counters;
  private final DropReports reports;
  private final Consumer<DeadLetter> deadLetters;

  FrameRejections(
      SessionLimits limits,
      LabelledCounters<DropReason> counters,
      DropReports reports,
      Consumer<DeadLetter> deadLetters) {
    this.limits = limits;
    this.counters = counters;
    this.reports = reports;
    this.deadLetters = deadLetters;
  }

  void drop(DrivingFrame frame, DropReason reason) {
    counters.increment(reason);
    reports.drop(frame.streamId(), "", reason);
  }

  /** Refuses a frame that has waited for its session in vain. */
  void unknownSession(DrivingFrame frame) {
    String message =
        "no session of stream %s arrived within %d ms, %d frames or, with all streams that wait, %d bytes: publish its session and its source first"
            .formatted(
                frame.streamId(), limits.waitMillis(), limits.waitFrames(), limits.waitBytes());
    refuse(frame, DeadLetter.Reason.UNKNOWN_SESSION, message);
  }

  /** Refuses a frame whose source features cannot be had. */
  void unavailable(DrivingFrame frame, FeaturesUnavailableException cause) {
    refuse(frame, DeadLetter.Reason.MODEL_FAILURE, cause.getMessage());
  }

  private void refuse(DrivingFrame frame, DeadLetter.Reason reason, String message) {
    deadLetters.accept(
        new DeadLetter(frame.streamId(), reason, frame.origin(), frame.payload(), message));
  }

  /** Reports what was dropped so far. */
  void flush() {
    reports.flush();
  }
}
