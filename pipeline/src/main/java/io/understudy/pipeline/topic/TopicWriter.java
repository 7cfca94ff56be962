package io.understudy.pipeline.topic;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records to the topics. Records of one key keep their order. Thread-safe; the owner closes
 * it, which waits until all records are on the broker.
 *
 * <p>That records could not be written is told once, by the next call; later ones are tried again.
 */
public final class TopicWriter implements AutoCloseable {
  private final UnderstudyConfiguration.Kafka kafka;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public TopicWriter(UnderstudyConfiguration.Kafka kafka) {
    this(kafka, new KafkaProducer<>(new KafkaProperties(kafka).producer()));
  }

  TopicWriter(UnderstudyConfiguration.Kafka kafka, Producer<byte[], byte[]> producer) {
    this.kafka = kafka;
    this.producer = producer;
  }

  /**
   * Sends one record.
   *
   * @param value the record's bytes, null for a tombstone
   * @throws IllegalStateException if an earlier record could not be written; this one is not sent
   */
  public void write(Topic topic, String key, byte[] value) {
    failIfBroken();
    producer.send(
        new ProducerRecord<>(
            kafka.topicPrefix() + topic.baseName(), key.getBytes(StandardCharsets.UTF_8), value),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  /**
   * Waits until all records are on the broker.
   *
   * @throws IllegalStateException if one could not be written
   */
  public void flush() {
    producer.flush();
    failIfBroken();
  }

  @Override
  public void close() {
    producer.close();
    failIfBroken();
  }

  private void failIfBroken() {
    Exception error = failure.getAndSet(null);
    if (error != null) {
      throw new IllegalStateException(
          "a record could not be written to broker " + kafka.bootstrap(), error);
    }
  }
}
