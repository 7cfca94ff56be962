package io.understudy.operators.parse;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.KafkaRecord;
import java.nio.charset.StandardCharsets;

/** Makes dead letters of records that cannot be read. */
public final class MalformedRecords {
  private static final int MAX_KEY_BYTES = 256;

  private MalformedRecords() {}

  /** The dead letter for {@code record}; its id is the key as far as it is one. */
  public static DeadLetter letter(KafkaRecord record, String message) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    String id = new String(key, 0, Math.min(key.length, MAX_KEY_BYTES), StandardCharsets.UTF_8);
    ByteString payload =
        record.value() == null ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(record.value());
    return new DeadLetter(
        id, DeadLetter.Reason.MALFORMED_RECORD, record.origin(), payload, message);
  }
}
