package io.understudy.operators.stream;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.face.FaceChoice;
import io.understudy.connectors.face.FaceTrack;
import io.understudy.connectors.face.LostFace;
import io.understudy.model.MotionMode;
import io.understudy.model.OneEuroFilter;

/** What a session says of motion, in the words of those who do it. Pure. */
final class Steadying {
  private Steadying() {}

  static MotionMode mode(Session session) {
    return switch (session.motion()) {
      case RELATIVE -> MotionMode.RELATIVE;
      case ABSOLUTE -> MotionMode.ABSOLUTE;
      case SCALED -> MotionMode.SCALED;
      case BEST -> MotionMode.BEST;
    };
  }

  static OneEuroFilter.Settings jitter(Session session) {
    JitterFilter filter = session.jitterFilter();
    return filter == null
        ? OneEuroFilter.Settings.OFF
        : new OneEuroFilter.Settings(
            filter.restingCutoffHertz(), filter.cutoffPerSpeed(), filter.speedCutoffHertz());
  }

  static FaceTrack.Settings face(FaceTracking tracking) {
    FaceChoice choice =
        switch (tracking.choice()) {
          case LARGEST -> FaceChoice.largest();
          case NEAREST -> FaceChoice.nearest(tracking.x(), tracking.y());
          case INDEX -> FaceChoice.index(tracking.index());
        };
    LostFace lost =
        switch (tracking.lost()) {
          case HOLD -> LostFace.HOLD;
          case PASS_THROUGH -> LostFace.PASS_THROUGH;
          case SLATE -> LostFace.SLATE;
        };
    return new FaceTrack.Settings(choice, lost, tracking.smallestShare());
  }
}
