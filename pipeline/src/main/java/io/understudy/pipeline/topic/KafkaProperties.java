package io.understudy.pipeline.topic;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of the Kafka clients, sized for pictures; the user's own settings win.
 *
 * @param kafka where the broker is
 */
record KafkaProperties(UnderstudyConfiguration.Kafka kafka) {
  private static final int MEBIBYTE = 1024 * 1024;

  /** What every client takes; a new, modifiable map. */
  Map<String, Object> common() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", kafka.bootstrap());
    properties.putAll(kafka.client());
    return properties;
  }

  Map<String, Object> producer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    properties.put("acks", "all");
    properties.put("linger.ms", 0);
    properties.put("batch.size", MEBIBYTE);
    properties.put("max.request.size", KafkaRecord.MAX_BYTES);
    properties.put("buffer.memory", 64 * MEBIBYTE);
    properties.put("max.block.ms", 10_000);
    properties.putAll(common());
    return properties;
  }

  Map<String, Object> consumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("key.deserializer", ByteArrayDeserializer.class);
    properties.put("value.deserializer", ByteArrayDeserializer.class);
    properties.put("isolation.level", "read_committed");
    properties.put("max.partition.fetch.bytes", KafkaRecord.MAX_BYTES);
    properties.put("max.poll.records", 200);
    properties.putAll(common());
    return properties;
  }
}
