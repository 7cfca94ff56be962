package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.connectors.wire.StreamEventWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the typed records of one topic. Not thread-safe; the owner closes it.
 *
 * @param <T> the record type of the topic
 */
public final class StreamReader<T> implements AutoCloseable {
  private final TopicReader reader;
  private final Parser<T> parser;
  private IllegalStateException malformed;

  private StreamReader(TopicReader reader, Parser<T> parser) {
    this.reader = reader;
    this.parser = parser;
  }

  /** Reenacted frames of every stream; a failure of the job may repeat some. */
  public static StreamReader<ReenactedFrame> reenactedFrames(
      UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(
        from.open(kafka, Topic.REENACTED_FRAMES), strict(ReenactedFrameWire::parse));
  }

  /** Dead letters of every stream. */
  public static StreamReader<DeadLetter> deadLetters(
      UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.DEAD_LETTERS), strict(DeadLetterWire::parse));
  }

  /** Events of every stream. */
  public static StreamReader<StreamEvent> events(UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(
        from.open(kafka, Topic.STREAM_EVENTS), strict(StreamEventWire::parse));
  }

  /** Sources as they are published; records that no job would take are left out. */
  public static StreamReader<Source> sources(UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.SOURCES), lenient(SourceWire::parse));
  }

  /** Sessions as they are published; records that no job would take are left out. */
  public static StreamReader<Session> sessions(UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(from.open(kafka, Topic.SESSIONS), lenient(SessionWire::parse));
  }

  /** Driving frames of every stream; records that no job would take are left out. */
  public static StreamReader<DrivingFrame> drivingFrames(
      UnderstudyConfiguration.Kafka kafka, From from) {
    return new StreamReader<>(
        from.open(kafka, Topic.DRIVING_FRAMES), lenient(DrivingFrameWire::parse));
  }

  /**
   * What is there within {@code wait}; the records of one stream in their order.
   *
   * @throws IllegalStateException if a record does not follow the topic contract, once those before
   *     it have been returned
   */
  public List<T> poll(Duration wait) {
    refuseMalformed();
    List<T> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      try {
        parse(record).ifPresent(records::add);
      } catch (IllegalStateException e) {
        malformed = e;
        break;
      }
    }
    if (records.isEmpty()) {
      refuseMalformed();
    }
    return records;
  }

  private void refuseMalformed() {
    if (malformed != null) {
      throw malformed;
    }
  }

  @Override
  public void close() {
    reader.close();
  }

  private Optional<T> parse(ConsumerRecord<byte[], byte[]> record) {
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

  /** A parser for topics that anybody may write to: the job makes a dead letter of the rest. */
  private static <T> Parser<T> lenient(StrictParser<T> strict) {
    return record -> {
      try {
        return Optional.of(strict.parse(record));
      } catch (MalformedRecordException e) {
        return Optional.empty();
      }
    };
  }

  private static <T> Parser<T> strict(StrictParser<T> strict) {
    return record -> Optional.of(strict.parse(record));
  }

  private interface StrictParser<T> {
    T parse(KafkaRecord record) throws MalformedRecordException;
  }

  private interface Parser<T> {
    Optional<T> parse(KafkaRecord record) throws MalformedRecordException;
  }
}
