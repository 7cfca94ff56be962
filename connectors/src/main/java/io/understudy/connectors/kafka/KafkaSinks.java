package io.understudy.connectors.kafka;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.connectors.wire.StreamEventWire;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** Flink sinks of Understudy's topics. */
public final class KafkaSinks {
  /** Below the broker's default bound of 15 minutes, above any restart that is waited for. */
  public static final int TRANSACTION_TIMEOUT_MILLIS = 600_000;

  private final String bootstrapServers;
  private final Map<String, String> clientProperties;

  /**
   * @param clientProperties further Kafka client settings (security); they win over the defaults
   */
  public KafkaSinks(String bootstrapServers, Map<String, String> clientProperties) {
    this.bootstrapServers = bootstrapServers;
    this.clientProperties = Map.copyOf(clientProperties);
  }

  /**
   * Reenacted frames, delivered at least once: readers deduplicate by (streamId, epoch, sequence).
   */
  public KafkaSink<ReenactedFrame> framesAtLeastOnce(String topic) {
    return frames(topic).build();
  }

  /**
   * Reenacted frames, delivered exactly once to read-committed readers, at the price of one
   * checkpoint interval of delay.
   *
   * @param transactionalIdPrefix unique to the job among all that write to this broker
   */
  public KafkaSink<ReenactedFrame> framesExactlyOnce(String topic, String transactionalIdPrefix) {
    return frames(topic)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .build();
  }

  private KafkaSinkBuilder<ReenactedFrame> frames(String topic) {
    return this.<ReenactedFrame>sink()
        .setRecordSerializer(
            new RecordWriter<>(
                topic, ReenactedFrame::streamId, ReenactedFrameWire::toBytes, new FrameMarks()));
  }

  /** Dead letters, at least once. */
  public KafkaSink<DeadLetter> deadLetters(String topic) {
    return this.<DeadLetter>sink()
        .setRecordSerializer(
            new RecordWriter<>(
                topic, DeadLetter::streamId, DeadLetterWire::toBytes, new LetterHeaders()))
        .build();
  }

  /** Stream events, at least once. */
  public KafkaSink<StreamEvent> streamEvents(String topic) {
    return this.<StreamEvent>sink()
        .setRecordSerializer(
            new RecordWriter<>(
                topic, StreamEvent::streamId, StreamEventWire::toBytes, event -> Map.of()))
        .build();
  }

  /** Announcements of new weights, at least once. */
  public KafkaSink<ModelAnnouncement> announcements(String topic) {
    return this.<ModelAnnouncement>sink()
        .setRecordSerializer(
            new RecordWriter<>(
                topic,
                ModelAnnouncement::preset,
                ModelAnnouncementWire::toBytes,
                announcement -> Map.of()))
        .build();
  }

  private <T> KafkaSinkBuilder<T> sink() {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setKafkaProducerConfig(properties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("linger.ms", "0");
    properties.put("batch.size", "1048576");
    properties.put("buffer.memory", "67108864");
    properties.put("max.request.size", Integer.toString(KafkaRecord.MAX_BYTES));
    properties.put("compression.type", "none");
    properties.put("transaction.timeout.ms", Integer.toString(TRANSACTION_TIMEOUT_MILLIS));
    properties.putAll(clientProperties);
    return properties;
  }
}
