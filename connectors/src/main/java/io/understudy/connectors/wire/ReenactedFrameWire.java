package io.understudy.connectors.wire;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;

/** Reenacted frames to and from records of the topic {@code reenacted-frames}. */
public final class ReenactedFrameWire {
  private ReenactedFrameWire() {}

  /** The value of the record; its key is the stream id. */
  public static byte[] toBytes(ReenactedFrame frame) {
    return io.understudy.v1.ReenactedFrame.newBuilder()
        .setEpoch(frame.epoch())
        .setSequence(frame.sequence())
        .setCaptureEpochMicros(frame.captureEpochMicros())
        .setPresentationMicros(frame.presentationMicros())
        .setEncoding(FrameEncodings.toWire(frame.encoding()))
        .setWidthPixels(frame.widthPixels())
        .setHeightPixels(frame.heightPixels())
        .setPayload(frame.payload())
        .setTimings(toWire(frame.timings()))
        .setSourceId(frame.sourceId())
        .setSourceVersion(frame.sourceVersion())
        .setPreset(frame.preset())
        .setWeightsId(frame.weightsId())
        .setDigitalSourceType(frame.digitalSourceType())
        .build()
        .toByteArray();
  }

  private static io.understudy.v1.StageTimings toWire(StageTimings timings) {
    return io.understudy.v1.StageTimings.newBuilder()
        .setQueueMicros(timings.queueMicros())
        .setDecodeMicros(timings.decodeMicros())
        .setInferenceMicros(timings.inferenceMicros())
        .setEncodeMicros(timings.encodeMicros())
        .setCaptureToOutputMicros(timings.captureToOutputMicros())
        .setBatchFrames(timings.batchFrames())
        .build();
  }

  /** Parses a record; the payload shares its bytes. */
  public static ReenactedFrame parse(KafkaRecord record) throws MalformedRecordException {
    String streamId = Checks.key("streamId", record);
    if (record.value() == null) {
      throw new MalformedRecordException("reenacted frame of '%s' is empty".formatted(streamId));
    }
    io.understudy.v1.ReenactedFrame frame =
        Checks.parse(io.understudy.v1.ReenactedFrame.parser(), record.value());
    return new ReenactedFrame(
        streamId,
        frame.getEpoch(),
        frame.getSequence(),
        frame.getCaptureEpochMicros(),
        frame.getPresentationMicros(),
        FrameEncodings.fromWire(frame.getEncoding(), frame.getEncodingValue()),
        frame.getWidthPixels(),
        frame.getHeightPixels(),
        frame.getPayload(),
        fromWire(frame.getTimings()),
        frame.getSourceId(),
        frame.getSourceVersion(),
        frame.getPreset(),
        frame.getWeightsId(),
        frame.getDigitalSourceType());
  }

  private static StageTimings fromWire(io.understudy.v1.StageTimings timings) {
    return new StageTimings(
        timings.getQueueMicros(),
        timings.getDecodeMicros(),
        timings.getInferenceMicros(),
        timings.getEncodeMicros(),
        timings.getCaptureToOutputMicros(),
        timings.getBatchFrames());
  }
}
