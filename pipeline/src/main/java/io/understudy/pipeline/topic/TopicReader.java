package io.understudy.pipeline.topic;

import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all partitions of one topic, without a consumer group; only committed records are seen. Not
 * thread-safe; the owner closes it.
 */
public final class TopicReader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;

  private TopicReader(UnderstudyConfiguration.Kafka kafka, Topic topic) {
    this.consumer = new KafkaConsumer<>(new KafkaProperties(kafka).consumer());
    consumer.assign(
        consumer.partitionsFor(kafka.topicPrefix() + topic.baseName()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
  }

  /** Reads from the oldest record on. */
  public static TopicReader fromBeginning(UnderstudyConfiguration.Kafka kafka, Topic topic) {
    TopicReader reader = new TopicReader(kafka, topic);
    reader.consumer.seekToBeginning(reader.consumer.assignment());
    return reader;
  }

  /** Reads what is written after this call. */
  public static TopicReader fromNow(UnderstudyConfiguration.Kafka kafka, Topic topic) {
    TopicReader reader = new TopicReader(kafka, topic);
    reader.consumer.seekToEnd(reader.consumer.assignment());
    // Seeking is lazy: asking for the positions settles them before the caller writes.
    reader.consumer.assignment().forEach(reader.consumer::position);
    return reader;
  }

  /** The records that are there within {@code wait}, in the order of their partitions. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(wait).forEach(records::add);
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
