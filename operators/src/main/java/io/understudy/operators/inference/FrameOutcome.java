package io.understudy.operators.inference;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.metric.DropReason;

/** What became of one frame of a batch. */
sealed interface FrameOutcome {
  /** It was reenacted. */
  record Done(ReenactedFrame frame) implements FrameOutcome {}

  /** It could not be. */
  record Refused(DeadLetter.Reason reason, String message) implements FrameOutcome {}

  /** It was not wanted any more, or could not be decoded for want of its predecessor. */
  record Dropped(DropReason reason) implements FrameOutcome {}
}
