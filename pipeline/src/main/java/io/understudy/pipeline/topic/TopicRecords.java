package io.understudy.pipeline.topic;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what a topic holds, from offset to offset, without a consumer group; only committed records
 * are seen. Not thread-safe; the owner closes it.
 *
 * <p>Every call throws {@link BadInputException} where the broker does not answer, refuses, or does
 * not hold the records.
 */
public final class TopicRecords implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrap;
  private final String topic;
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Records of one partition.
   *
   * @param partition from 0
   * @param first offset of the first one
   * @param end offset behind the last one
   */
  public record Extent(int partition, long first, long end) {}

  /**
   * A reader of one topic.
   *
   * @param name of the topic, without the prefix of {@code kafka}
   */
  public TopicRecords(UnderstudyConfiguration.Kafka kafka, String name) {
    bootstrap = kafka.bootstrap();
    topic = kafka.topicPrefix() + name;
    Map<String, Object> properties = new KafkaProperties(kafka).consumer();
    properties.put("auto.offset.reset", "none");
    properties.put("allow.auto.create.topics", false);
    properties.put("default.api.timeout.ms", (int) ANSWER.toMillis());
    consumer = answered(() -> new KafkaConsumer<>(properties));
  }

  /** What each partition holds now; partitions without a record are left out. */
  public List<Extent> extents() {
    List<PartitionInfo> infos = answered(() -> consumer.partitionsFor(topic));
    if (infos == null || infos.isEmpty()) {
      throw new BadInputException(
          "broker %s has no topic %s, or does not show it to this user: correct the topic's name or kafka.bootstrap"
              .formatted(bootstrap, topic));
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    Map<TopicPartition, Long> first = answered(() -> consumer.beginningOffsets(partitions));
    Map<TopicPartition, Long> end = answered(() -> consumer.endOffsets(partitions));
    return partitions.stream()
        .map(place -> new Extent(place.partition(), first.get(place), end.get(place)))
        .filter(extent -> extent.first() < extent.end())
        .sorted(Comparator.comparingInt(Extent::partition))
        .toList();
  }

  /** Hands over the records of {@code extent} in their order. */
  public void read(
      Extent extent, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
    TopicPartition place = new TopicPartition(topic, extent.partition());
    consumer.assign(List.of(place));
    consumer.seek(place, extent.first());
    long heard = System.nanoTime();
    long position = extent.first();
    while (position < extent.end()) {
      for (ConsumerRecord<byte[], byte[]> record : polled(extent)) {
        if (record.offset() < extent.end()) {
          records.accept(record);
        }
      }
      long reached = answered(() -> consumer.position(place));
      if (reached > position) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > ANSWER.toNanos()) {
        throw unreachable(null);
      }
      position = reached;
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> polled(Extent extent) {
    List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    try {
      answered(() -> consumer.poll(POLL)).forEach(polled::add);
    } catch (InvalidOffsetException gone) {
      throw new BadInputException(
          "topic %s of broker %s does not hold all records %d to %d of partition %d any more: train into another folder, or delete topic.json of this one to take what the topic holds now"
              .formatted(topic, bootstrap, extent.first(), extent.end() - 1, extent.partition()),
          gone);
    }
    return polled;
  }

  private <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (InvalidOffsetException gone) {
      throw gone;
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadInputException(
          "topic %s of broker %s cannot be read: %s; correct the topic's name or the kafka keys of the configuration"
              .formatted(topic, bootstrap, cause.getMessage()),
          e);
    }
  }

  private BadInputException unreachable(Throwable cause) {
    return new BadInputException(
        "broker %s is not reachable: it must answer within %d s; start it or correct kafka.bootstrap"
            .formatted(bootstrap, ANSWER.toSeconds()),
        cause);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
