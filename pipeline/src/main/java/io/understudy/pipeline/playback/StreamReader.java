package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.connectors.wire.StreamEventWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the typed records of one output topic. Not thread-safe; the owner closes it.
 *
 * @param <T> the record type of the topic
 */
public final class StreamReader<T> implements AutoCloseable {
  private final TopicReader reader;
  private final Parser<T> parser;

  private StreamReader(TopicReader reader, Parser<T> parser) {
    this.reader = reader;
    this.parser = parser;
  }

  /** Reenacted frames of every stream; a failure of the job may repeat some. */
  public static StreamReader<ReenactedFrame> reenactedFrames(
      UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.REENACTED_FRAMES), ReenactedFrameWire::parse);
  }

  /** Dead letters of every stream. */
  public static StreamReader<DeadLetter> deadLetters(
      UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.DEAD_LETTERS), DeadLetterWire::parse);
  }

  /** Events of every stream. */
  public static StreamReader<StreamEvent> events(UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.STREAM_EVENTS), StreamEventWire::parse);
  }

  /** What is there within {@code wait}; the records of one stream in their order. */
  public List<T> poll(Duration wait) {
    List<T> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      records.add(parse(record));
    }
    return records;
  }

  @Override
  public void close() {
    reader.close();
  }

  private T parse(ConsumerRecord<byte[], byte[]> record) {
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    try {
      return parser.parse(
          new KafkaRecord(origin, record.timestamp(), record.key(), record.value()));
    } catch (MalformedRecordException e) {
      throw new IllegalStateException(
          "record %s does not follow the topic contract".formatted(origin), e);
    }
  }

  /** Where reading starts. */
  public enum From {
    /** The oldest record. */
    BEGINNING,
    /** The first record after the reader was made. */
    NOW;

    private TopicReader open(UnderstudyConfiguration.Kafka kafka, Topic topic) {
      return switch (this) {
        case BEGINNING -> TopicReader.fromBeginning(kafka, topic);
        case NOW -> TopicReader.fromNow(kafka, topic);
      };
    }
  }

  private interface Parser<T> {
    T parse(KafkaRecord record) throws MalformedRecordException;
  }
}
