package io.understudy.connectors.contract;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A Kafka record as read: parsing happens in the first operator, so that a malformed record is a
 * dead letter and never an exception in the source.
 *
 * @param key key bytes, null where the record has none
 * @param value value bytes, null for a tombstone
 * @param timestampMillis the record's Kafka timestamp
 */
@TypeInfo(KafkaRecordSerializer.Factory.class)
public record KafkaRecord(Origin origin, long timestampMillis, byte[] key, byte[] value) {
  /** Largest record that topics, brokers and clients of Understudy take, in bytes. */
  public static final int MAX_BYTES = 10 << 20;
}
