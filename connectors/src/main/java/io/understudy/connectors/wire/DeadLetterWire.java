package io.understudy.connectors.wire;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import java.nio.charset.StandardCharsets;

/** Dead letters to and from records of the topic {@code dead-letters}. */
public final class DeadLetterWire {
  private DeadLetterWire() {}

  /** The value of the record; its key is the stream id. */
  public static byte[] toBytes(DeadLetter letter) {
    return io.understudy.v1.DeadLetter.newBuilder()
        .setReason(letter.reason().name())
        .setTopic(letter.origin().topic())
        .setPartition(letter.origin().partition())
        .setOffset(letter.origin().offset())
        .setPayload(letter.payload())
        .setMessage(letter.message())
        .build()
        .toByteArray();
  }

  /** Parses a record; its key may be empty. */
  public static DeadLetter parse(KafkaRecord record) throws MalformedRecordException {
    String streamId = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      throw new MalformedRecordException("dead letter of '%s' is empty".formatted(streamId));
    }
    io.understudy.v1.DeadLetter letter =
        Checks.parse(io.understudy.v1.DeadLetter.parser(), record.value());
    return new DeadLetter(
        streamId,
        Names.of(DeadLetter.Reason.class, "reason", letter.getReason()),
        new Origin(letter.getTopic(), letter.getPartition(), letter.getOffset()),
        letter.getPayload(),
        letter.getMessage());
  }
}
