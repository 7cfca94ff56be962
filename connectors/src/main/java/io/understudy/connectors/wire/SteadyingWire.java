package io.understudy.connectors.wire;

import io.understudy.connectors.contract.FaceTracking;
import io.understudy.connectors.contract.JitterFilter;
import io.understudy.connectors.contract.OtherFace;

/** What calms and follows the driving face, to and from its messages. */
final class SteadyingWire {
  private SteadyingWire() {}

  static io.understudy.v1.JitterFilter toWire(JitterFilter filter) {
    return io.understudy.v1.JitterFilter.newBuilder()
        .setRestingCutoffHertz(filter.restingCutoffHertz())
        .setCutoffPerSpeed(filter.cutoffPerSpeed())
        .setSpeedCutoffHertz(filter.speedCutoffHertz())
        .build();
  }

  static JitterFilter fromWire(io.understudy.v1.JitterFilter filter)
      throws MalformedRecordException {
    JitterFilter usual = JitterFilter.DEFAULT;
    try {
      return new JitterFilter(
          filter.hasRestingCutoffHertz()
              ? filter.getRestingCutoffHertz()
              : usual.restingCutoffHertz(),
          filter.hasCutoffPerSpeed() ? filter.getCutoffPerSpeed() : usual.cutoffPerSpeed(),
          filter.hasSpeedCutoffHertz() ? filter.getSpeedCutoffHertz() : usual.speedCutoffHertz());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }

  static io.understudy.v1.FaceTracking toWire(FaceTracking tracking) {
    return io.understudy.v1.FaceTracking.newBuilder()
        .setChoice(io.understudy.v1.FaceChoice.valueOf("FACE_CHOICE_" + tracking.choice().name()))
        .setX(tracking.x())
        .setY(tracking.y())
        .setIndex(tracking.index())
        .setLost(io.understudy.v1.LostFace.valueOf("LOST_FACE_" + tracking.lost().name()))
        .setSmallestShare(tracking.smallestShare())
        .build();
  }

  static FaceTracking fromWire(io.understudy.v1.FaceTracking tracking)
      throws MalformedRecordException {
    FaceTracking usual = FaceTracking.DEFAULT;
    try {
      return new FaceTracking(
          choice(tracking),
          tracking.getX(),
          tracking.getY(),
          tracking.getIndex(),
          lost(tracking),
          tracking.hasSmallestShare() ? tracking.getSmallestShare() : usual.smallestShare());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }

  static io.understudy.v1.OtherFace toWire(OtherFace face) {
    return io.understudy.v1.OtherFace.newBuilder()
        .setSourceId(face.sourceId())
        .setFaceTracking(toWire(face.tracking()))
        .build();
  }

  static OtherFace fromWire(io.understudy.v1.OtherFace face) throws MalformedRecordException {
    return new OtherFace(
        Checks.id("source_id of another face", face.getSourceId()),
        fromWire(face.getFaceTracking()));
  }

  private static FaceTracking.Choice choice(io.understudy.v1.FaceTracking tracking)
      throws MalformedRecordException {
    return switch (tracking.getChoice()) {
      case FACE_CHOICE_UNSPECIFIED, FACE_CHOICE_LARGEST -> FaceTracking.Choice.LARGEST;
      case FACE_CHOICE_NEAREST -> FaceTracking.Choice.NEAREST;
      case FACE_CHOICE_INDEX -> FaceTracking.Choice.INDEX;
      case UNRECOGNIZED ->
          throw new MalformedRecordException(
              "choice of the face is %d, it must be LARGEST, NEAREST or INDEX"
                  .formatted(tracking.getChoiceValue()));
    };
  }

  private static FaceTracking.Lost lost(io.understudy.v1.FaceTracking tracking)
      throws MalformedRecordException {
    return switch (tracking.getLost()) {
      case LOST_FACE_UNSPECIFIED, LOST_FACE_HOLD -> FaceTracking.Lost.HOLD;
      case LOST_FACE_PASS_THROUGH -> FaceTracking.Lost.PASS_THROUGH;
      case LOST_FACE_SLATE -> FaceTracking.Lost.SLATE;
      case UNRECOGNIZED ->
          throw new MalformedRecordException(
              "lost is %d, it must be HOLD, PASS_THROUGH or SLATE"
                  .formatted(tracking.getLostValue()));
    };
  }
}
