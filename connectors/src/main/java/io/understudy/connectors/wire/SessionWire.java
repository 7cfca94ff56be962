package io.understudy.connectors.wire;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import java.util.ArrayList;
import java.util.List;

/** Sessions to and from records of the topic {@code sessions}. */
public final class SessionWire {
  private static final int MAX_OUTPUT_PIXELS = 4096;
  private static final long MAX_SMOOTHING_MILLIS = 60_000;

  private SessionWire() {}

  /** The value of the record, null for a stopped session; its key is the stream id. */
  public static byte[] toBytes(Session session) {
    if (session.stopped()) {
      return null;
    }
    io.understudy.v1.Session.Builder message = plain(session);
    if (session.jitterFilter() != null) {
      message.setJitterFilter(SteadyingWire.toWire(session.jitterFilter()));
    }
    if (session.scaleSmoothingMillis() != Session.DEFAULT_SMOOTHING) {
      message.setScaleSmoothingMillis(session.scaleSmoothingMillis());
    }
    if (session.faceTracking() != null) {
      message.setFaceTracking(SteadyingWire.toWire(session.faceTracking()));
    }
    for (OtherFace face : session.otherFaces()) {
      message.addOtherFaces(SteadyingWire.toWire(face));
    }
    return message.build().toByteArray();
  }

  private static io.understudy.v1.Session.Builder plain(Session session) {
    return io.understudy.v1.Session.newBuilder()
        .setSourceId(session.sourceId())
        .setPreset(session.preset())
        .setWeightsId(session.weightsId())
        .setMotion(io.understudy.v1.MotionMode.valueOf("MOTION_MODE_" + session.motion().name()))
        .setDelivery(
            io.understudy.v1.DeliveryMode.valueOf("DELIVERY_MODE_" + session.delivery().name()))
        .setDeadlineMillis(session.deadlineMillis())
        .setDrivingCrop(CropWire.toWire(session.drivingCrop()))
        .setOutputSizePixels(session.outputSizePixels())
        .setPasteBack(session.pasteBack())
        .setWithoutLabel(!session.label());
  }

  /** Parses a record; a tombstone is a stopped session. */
  public static Session parse(KafkaRecord record) throws MalformedRecordException {
    String streamId = Checks.key("streamId", record);
    if (record.value() == null) {
      return Session.stopped(streamId);
    }
    io.understudy.v1.Session session =
        Checks.parse(io.understudy.v1.Session.parser(), record.value());
    return withOtherFaces(single(streamId, session), session.getOtherFacesList());
  }

  private static Session withOtherFaces(Session session, List<io.understudy.v1.OtherFace> others)
      throws MalformedRecordException {
    List<OtherFace> faces = new ArrayList<>();
    for (io.understudy.v1.OtherFace other : others) {
      faces.add(SteadyingWire.fromWire(other));
    }
    try {
      return faces.isEmpty() ? session : session.withOtherFaces(faces);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }

  private static Session single(String streamId, io.understudy.v1.Session session)
      throws MalformedRecordException {
    return new Session(
        streamId,
        Checks.id("source_id", session.getSourceId()),
        Checks.idOrEmpty("preset", session.getPreset()),
        Checks.idOrEmpty("weights_id", session.getWeightsId()),
        motion(session),
        delivery(session),
        Checks.notNegative("deadline_millis", session.getDeadlineMillis()),
        CropWire.fromWire(session.hasDrivingCrop(), session.getDrivingCrop()),
        outputSize(session.getOutputSizePixels()),
        session.getPasteBack(),
        !session.getWithoutLabel(),
        false,
        session.hasJitterFilter() ? SteadyingWire.fromWire(session.getJitterFilter()) : null,
        smoothing(session),
        session.hasFaceTracking() ? SteadyingWire.fromWire(session.getFaceTracking()) : null,
        List.of());
  }

  private static long smoothing(io.understudy.v1.Session session) throws MalformedRecordException {
    long millis = session.getScaleSmoothingMillis();
    if (millis < 0 || millis > MAX_SMOOTHING_MILLIS) {
      throw new MalformedRecordException(
          "scale_smoothing_millis is %d, it must be 0 to %d"
              .formatted(millis, MAX_SMOOTHING_MILLIS));
    }
    return session.hasScaleSmoothingMillis() ? millis : Session.DEFAULT_SMOOTHING;
  }

  private static MotionMode motion(io.understudy.v1.Session session)
      throws MalformedRecordException {
    return switch (session.getMotion()) {
      case MOTION_MODE_UNSPECIFIED, MOTION_MODE_RELATIVE -> MotionMode.RELATIVE;
      case MOTION_MODE_ABSOLUTE -> MotionMode.ABSOLUTE;
      case MOTION_MODE_SCALED -> MotionMode.SCALED;
      case MOTION_MODE_BEST -> MotionMode.BEST;
      case UNRECOGNIZED ->
          throw new MalformedRecordException(
              "motion is %d, it must be RELATIVE, ABSOLUTE, SCALED or BEST"
                  .formatted(session.getMotionValue()));
    };
  }

  private static DeliveryMode delivery(io.understudy.v1.Session session)
      throws MalformedRecordException {
    return switch (session.getDelivery()) {
      case DELIVERY_MODE_UNSPECIFIED, DELIVERY_MODE_LIVE -> DeliveryMode.LIVE;
      case DELIVERY_MODE_COMPLETE -> DeliveryMode.COMPLETE;
      case UNRECOGNIZED ->
          throw new MalformedRecordException(
              "delivery is %d, it must be LIVE or COMPLETE".formatted(session.getDeliveryValue()));
    };
  }

  private static int outputSize(int pixels) throws MalformedRecordException {
    if (pixels != 0 && (pixels < 16 || pixels > MAX_OUTPUT_PIXELS)) {
      throw new MalformedRecordException(
          "output_size_pixels is %d, it must be 0 or 16 to %d"
              .formatted(pixels, MAX_OUTPUT_PIXELS));
    }
    return pixels;
  }
}
