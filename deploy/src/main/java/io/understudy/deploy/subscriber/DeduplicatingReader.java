package io.understudy.deploy.subscriber;

import com.google.protobuf.InvalidProtocolBufferException;
import io.understudy.v1.ReenactedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads reenacted frames, each once and in the order of its stream, also where a failure of the job
 * repeated some. Only committed frames are seen. Not thread-safe; the owner closes it.
 *
 * <p>What was seen is kept in memory only: a subscriber that is started anew from a committed
 * offset may see the last frames again.
 */
public final class DeduplicatingReader implements AutoCloseable {
  private static final int MAX_STREAMS = 100_000;

  private final Consumer<byte[], byte[]> consumer;
  private final RepeatFilter repeats = new RepeatFilter(MAX_STREAMS);

  /**
   * Subscribes to a topic.
   *
   * @param topic {@code reenacted-frames} with the deployment's prefix
   * @param properties of Kafka's consumer: {@code bootstrap.servers}, {@code group.id}, security
   */
  public DeduplicatingReader(String topic, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /**
   * The new frames that come within {@code wait}.
   *
   * @throws IllegalStateException if a record is not a reenacted frame
   */
  public List<SubscribedFrame> poll(Duration wait) {
    List<SubscribedFrame> frames = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      SubscribedFrame frame = parse(record);
      if (repeats.isNew(frame.streamId(), frame.frame().getEpoch(), frame.frame().getSequence())) {
        frames.add(frame);
      }
    }
    return frames;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static SubscribedFrame parse(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      throw notAFrame(record, null);
    }
    try {
      return new SubscribedFrame(
          new String(record.key(), StandardCharsets.UTF_8),
          ReenactedFrame.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      throw notAFrame(record, e);
    }
  }

  private static IllegalStateException notAFrame(
      ConsumerRecord<byte[], byte[]> record, Exception cause) {
    return new IllegalStateException(
        "record %s-%d@%d is not a reenacted frame: subscribe to the topic reenacted-frames"
            .formatted(record.topic(), record.partition(), record.offset()),
        cause);
  }
}
