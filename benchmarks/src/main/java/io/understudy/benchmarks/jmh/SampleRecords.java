package io.understudy.benchmarks.jmh;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DeadLetterSerializer;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.DrivingFrameSerializer;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.ModelAnnouncementSerializer;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.ReenactedFrameSerializer;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.SessionSerializer;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.SourceSerializer;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEventSerializer;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.connectors.wire.StreamEventWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A record of each kind, the same in every run. */
final class SampleRecords {
  private static final long SEED = 1;
  private static final long NOW_MICROS = 1_700_000_000_000_000L;
  private static final Origin ORIGIN = new Origin("topic", 3, 42);

  private SampleRecords() {}

  /** Reads a record from the wire. */
  interface Parser<T> {
    T parse(KafkaRecord record) throws MalformedRecordException;
  }

  /** The record of that kind, with a picture of {@code payloadBytes} where it has one. */
  static Sample<?> of(String kind, int payloadBytes) throws IOException {
    byte[] noise = new byte[payloadBytes];
    new Random(SEED).nextBytes(noise);
    ByteString payload = UnsafeByteOperations.unsafeWrap(noise);
    return switch (kind) {
      case "driving-frame" ->
          new Sample<>(
              driving(payload),
              DrivingFrameWire::toBytes,
              DrivingFrameWire::parse,
              new DrivingFrameSerializer());
      case "reenacted-frame" ->
          new Sample<>(
              reenacted(payload),
              ReenactedFrameWire::toBytes,
              ReenactedFrameWire::parse,
              new ReenactedFrameSerializer());
      case "source" ->
          new Sample<>(
              source(payload), SourceWire::toBytes, SourceWire::parse, new SourceSerializer());
      case "session" ->
          new Sample<>(
              session(), SessionWire::toBytes, SessionWire::parse, new SessionSerializer());
      case "stream-event" ->
          new Sample<>(
              event(),
              StreamEventWire::toBytes,
              StreamEventWire::parse,
              new StreamEventSerializer());
      case "dead-letter" ->
          new Sample<>(
              letter(payload),
              DeadLetterWire::toBytes,
              DeadLetterWire::parse,
              new DeadLetterSerializer());
      case "model-announcement" ->
          new Sample<>(
              announcement(),
              ModelAnnouncementWire::toBytes,
              ModelAnnouncementWire::parse,
              new ModelAnnouncementSerializer());
      default -> throw new IllegalArgumentException("no record '" + kind + "': see @Param");
    };
  }

  private static DrivingFrame driving(ByteString payload) {
    return new DrivingFrame(
        "stream", 1, 2, NOW_MICROS, 40_000, 0, FrameEncoding.JPEG, 256, 256, payload, ORIGIN);
  }

  private static ReenactedFrame reenacted(ByteString payload) {
    return new ReenactedFrame(
        "stream",
        1,
        2,
        NOW_MICROS,
        40_000,
        FrameEncoding.JPEG,
        256,
        256,
        payload,
        new StageTimings(1, 2, 3, 4, 5, 6),
        "source",
        1,
        "ostnet-compact",
        "0123456789abcdef",
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
  }

  private static Source source(ByteString payload) {
    Consent consent = new Consent("nobody", "measurement", 0, "random bytes");
    return new Source("source", 1, payload, Crop.CENTRE, consent, false);
  }

  private static Session session() {
    return new Session(
        "stream",
        "source",
        "ostnet-compact",
        "",
        MotionMode.RELATIVE,
        DeliveryMode.LIVE,
        150,
        Crop.CENTRE,
        0,
        false,
        true,
        false);
  }

  private static StreamEvent event() {
    return new StreamEvent(
        "stream", StreamEvent.Kind.FRAMES_DROPPED, "source", 12, "deadline", NOW_MICROS / 1000);
  }

  private static DeadLetter letter(ByteString payload) {
    return new DeadLetter("stream", DeadLetter.Reason.NO_CONSENT, ORIGIN, payload, "Why.");
  }

  private static ModelAnnouncement announcement() {
    return new ModelAnnouncement(
        "ostnet-compact", "0123456789abcdef", "a/b.safetensors", "ab".repeat(32));
  }

  /** A record with its two ways to bytes and back. One thread. */
  static final class Sample<T> {
    private final T record;
    private final Function<T, byte[]> wire;
    private final Parser<T> parser;
    private final TypeSerializer<T> serializer;
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 16);
    private final KafkaRecord onTopic;
    private final byte[] serialized;

    Sample(T record, Function<T, byte[]> wire, Parser<T> parser, TypeSerializer<T> serializer)
        throws IOException {
      this.record = record;
      this.wire = wire;
      this.parser = parser;
      this.serializer = serializer;
      byte[] key = key(record).getBytes(StandardCharsets.UTF_8);
      this.onTopic = new KafkaRecord(ORIGIN, NOW_MICROS / 1000, key, toWire());
      serialize();
      this.serialized = out.getCopyOfBuffer();
    }

    private static String key(Object record) {
      return record instanceof Source
          ? "source"
          : record instanceof ModelAnnouncement ? "ostnet-compact" : "stream";
    }

    byte[] toWire() {
      return wire.apply(record);
    }

    T parse() throws MalformedRecordException {
      return parser.parse(onTopic);
    }

    int serialize() throws IOException {
      out.clear();
      serializer.serialize(record, out);
      return out.length();
    }

    T deserialize() throws IOException {
      return serializer.deserialize(new DataInputDeserializer(serialized));
    }
  }
}
