package io.understudy.it;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;

/** Records of the input topics with what the tests do not vary. */
final class TestRecords {
  private static final Consent CONSENT =
      new Consent("test head", "tests", 0, "drawn for this test");

  private TestRecords() {}

  /** A portrait with consent. */
  static Source source(String sourceId, long version, ByteString portrait) {
    return source(sourceId, version, portrait, CONSENT);
  }

  static Source source(String sourceId, long version, ByteString portrait, Consent consent) {
    return new Source(sourceId, version, portrait, Crop.CENTRE, consent, false);
  }

  /** A session with relative motion, of the default model, without a label. */
  static Session session(String streamId, String sourceId, DeliveryMode delivery) {
    return session(streamId, sourceId, "", MotionMode.RELATIVE, delivery);
  }

  static Session session(
      String streamId, String sourceId, String preset, MotionMode motion, DeliveryMode delivery) {
    return new Session(
        streamId, sourceId, preset, "", motion, delivery, 0, Crop.CENTRE, 0, false, false, false);
  }

  /** A frame of epoch 1 that no gate drops. */
  static DrivingFrame frame(String streamId, long number, long captureMicros, ByteString jpeg) {
    return frame(streamId, number, captureMicros, FrameEncoding.JPEG, jpeg);
  }

  static DrivingFrame frame(
      String streamId,
      long number,
      long captureMicros,
      FrameEncoding encoding,
      ByteString payload) {
    return new DrivingFrame(
        streamId,
        1,
        number,
        captureMicros,
        40_000 * number,
        0,
        encoding,
        0,
        0,
        payload,
        Origin.NONE);
  }
}
