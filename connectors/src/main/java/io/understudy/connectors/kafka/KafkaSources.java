package io.understudy.connectors.kafka;

import io.understudy.connectors.contract.KafkaRecord;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Flink sources of Understudy's topics. */
public final class KafkaSources {
  private final String bootstrapServers;
  private final String groupId;
  private final Map<String, String> clientProperties;

  /**
   * @param groupId consumer group that progress is committed under, for monitoring
   * @param clientProperties further Kafka client settings (security); they win over the defaults
   */
  public KafkaSources(
      String bootstrapServers, String groupId, Map<String, String> clientProperties) {
    this.bootstrapServers = bootstrapServers;
    this.groupId = groupId;
    this.clientProperties = Map.copyOf(clientProperties);
  }

  /** A compacted control topic, read from its beginning. */
  public KafkaSource<KafkaRecord> control(String topic) {
    return source(topic, OffsetsInitializer.earliest());
  }

  /** Driving frames from where the group left off, else from the newest. */
  public KafkaSource<KafkaRecord> framesFromCommitted(String topic) {
    return source(topic, OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST));
  }

  /** Driving frames from the oldest that the topic holds. */
  public KafkaSource<KafkaRecord> framesFromEarliest(String topic) {
    return source(topic, OffsetsInitializer.earliest());
  }

  /** Driving frames that arrive from now on. */
  public KafkaSource<KafkaRecord> framesFromLatest(String topic) {
    return source(topic, OffsetsInitializer.latest());
  }

  private KafkaSource<KafkaRecord> source(String topic, OffsetsInitializer start) {
    return KafkaSource.<KafkaRecord>builder()
        .setBootstrapServers(bootstrapServers)
        .setGroupId(groupId + "-" + topic)
        .setClientIdPrefix(groupId + "-" + topic)
        .setTopics(topic)
        .setStartingOffsets(start)
        .setDeserializer(new KafkaRecordDeserializer())
        .setProperties(properties())
        .build();
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("fetch.max.bytes", "67108864");
    properties.put("max.partition.fetch.bytes", "16777216");
    properties.put("fetch.min.bytes", "1");
    properties.put("max.poll.records", "200");
    properties.put("partition.discovery.interval.ms", "10000");
    properties.putAll(clientProperties);
    return properties;
  }
}
