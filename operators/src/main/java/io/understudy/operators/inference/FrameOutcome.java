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

  /** Its time was over before its decoding. */
  record Dropped(DropReason reason) implements FrameOutcome {}
}
