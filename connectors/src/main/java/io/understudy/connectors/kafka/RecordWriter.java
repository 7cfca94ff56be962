package io.understudy.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One record of a topic: key, Protobuf value and headers. The partition follows from the key. */
final class RecordWriter<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Key<T> key;
  private final Value<T> value;
  private final Headers<T> headers;

  /** The key of a record. */
  @FunctionalInterface
  interface Key<T> extends Serializable {
    String of(T record);
  }

  /** The value of a record. */
  @FunctionalInterface
  interface Value<T> extends Serializable {
    byte[] of(T record);
  }

  /** The headers of a record. */
  @FunctionalInterface
  interface Headers<T> extends Serializable {
    Map<String, String> of(T record);
  }

  RecordWriter(String topic, Key<T> key, Value<T> value, Headers<T> headers) {
    this.topic = topic;
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T record, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> written =
        new ProducerRecord<>(topic, key.of(record).getBytes(UTF_8), value.of(record));
    headers.of(record).forEach((name, text) -> written.headers().add(name, text.getBytes(UTF_8)));
    return written;
  }
}
