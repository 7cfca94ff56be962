package io.understudy.connectors.wire;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;

/** Driving frames to and from records of the topic {@code driving-frames}. */
public final class DrivingFrameWire {
  private DrivingFrameWire() {}

  /** The value of the record; its key is the stream id. */
  public static byte[] toBytes(DrivingFrame frame) {
    return io.understudy.v1.DrivingFrame.newBuilder()
        .setEpoch(frame.epoch())
        .setSequence(frame.sequence())
        .setCaptureEpochMicros(frame.captureEpochMicros())
        .setPresentationMicros(frame.presentationMicros())
        .setTimeToLiveMicros(frame.timeToLiveMicros())
        .setEncoding(FrameEncodings.toWire(frame.encoding()))
        .setWidthPixels(frame.widthPixels())
        .setHeightPixels(frame.heightPixels())
        .setPayload(frame.payload())
        .build()
        .toByteArray();
  }

  /** Parses a record; the payload shares its bytes. */
  public static DrivingFrame parse(KafkaRecord record) throws MalformedRecordException {
    String streamId = Checks.key("streamId", record);
    if (record.value() == null) {
      throw new MalformedRecordException("driving frame of '%s' is empty".formatted(streamId));
    }
    return parse(streamId, record.value(), record.origin());
  }

  private static DrivingFrame parse(String streamId, byte[] value, Origin origin)
      throws MalformedRecordException {
    io.understudy.v1.DrivingFrame frame =
        Checks.parse(io.understudy.v1.DrivingFrame.parser(), value);
    FrameEncoding encoding = FrameEncodings.fromWire(frame.getEncoding(), frame.getEncodingValue());
    return new DrivingFrame(
        streamId,
        Checks.notNegative("epoch", frame.getEpoch()),
        Checks.notNegative("sequence", frame.getSequence()),
        Checks.notNegative("capture_epoch_micros", frame.getCaptureEpochMicros()),
        frame.getPresentationMicros(),
        Checks.notNegative("time_to_live_micros", frame.getTimeToLiveMicros()),
        encoding,
        (int) Checks.notNegative("width_pixels", frame.getWidthPixels()),
        (int) Checks.notNegative("height_pixels", frame.getHeightPixels()),
        frame.getPayload(),
        origin);
  }
}
