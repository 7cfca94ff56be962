package io.understudy.connectors.wire;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.StreamEvent;
import java.nio.charset.StandardCharsets;

/** Stream events to and from records of the topic {@code stream-events}. */
public final class StreamEventWire {
  private StreamEventWire() {}

  /** The value of the record; its key is the stream id. */
  public static byte[] toBytes(StreamEvent event) {
    return io.understudy.v1.StreamEvent.newBuilder()
        .setKind(event.kind().name())
        .setSourceId(event.sourceId())
        .setCount(event.count())
        .setDetail(event.detail())
        .setEpochMicros(event.epochMicros())
        .build()
        .toByteArray();
  }

  /** Parses a record; its key may be empty. */
  public static StreamEvent parse(KafkaRecord record) throws MalformedRecordException {
    String streamId = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      throw new MalformedRecordException("stream event of '%s' is empty".formatted(streamId));
    }
    io.understudy.v1.StreamEvent event =
        Checks.parse(io.understudy.v1.StreamEvent.parser(), record.value());
    return new StreamEvent(
        streamId,
        Names.of(StreamEvent.Kind.class, "kind", event.getKind()),
        event.getSourceId(),
        event.getCount(),
        event.getDetail(),
        event.getEpochMicros());
  }
}
