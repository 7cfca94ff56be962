package io.understudy.operators.inference;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.PictureException;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.picture.PictureFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of one frame of a batch. */
sealed interface FrameOutcome {
  /** It was reenacted. */
  record Done(ReenactedFrame frame) implements FrameOutcome {}

  /** It could not be. */
  record Refused(DeadLetter.Reason reason, String message) implements FrameOutcome {
    private static final Logger LOG = LoggerFactory.getLogger(Refused.class);

    /** Its picture cannot be used. */
    static Refused of(PictureException unusable) {
      return new Refused(PictureFailures.reason(unusable), unusable.getMessage());
    }

    /**
     * It broke a step that others pass. Memory that has run out is nobody's frame: that exception
     * passes through.
     */
    static Refused of(DrivingFrame frame, RuntimeException failure) {
      if (ModelCall.isOutOfMemory(failure)) {
        throw failure;
      }
      LOG.debug("A frame is refused for a failure that no rule foresees.", failure);
      String message =
          "frame %d of stream %s cannot be reenacted (%s): send another picture"
              .formatted(
                  frame.sequence(), frame.streamId(), failure.toString().replaceAll("\\s+", " "));
      return new Refused(DeadLetter.Reason.MODEL_FAILURE, message);
    }
  }

  /** It was not wanted any more, or could not be decoded for want of its predecessor. */
  record Dropped(DropReason reason) implements FrameOutcome {}
}
