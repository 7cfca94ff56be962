package io.understudy.pipeline.train;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.topic.TopicRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks through a topic for the feeds that it holds, without decoding a picture. One thread. */
final class TopicScan {
  private static final Comparator<FeedRun> IN_ORDER =
      Comparator.comparing(FeedRun::stream)
          .thenComparingLong(FeedRun::epoch)
          .thenComparingInt(FeedRun::partition);

  private final Map<Place, FeedRun> runs = new LinkedHashMap<>();
  private final Map<String, String> malformed = new LinkedHashMap<>();

  private record Place(String stream, long epoch, int partition) {}

  private TopicScan() {}

  /**
   * What the topic holds at this moment.
   *
   * @throws BadInputException if it cannot be read or holds no driving frame
   */
  static TopicSlice of(TrainingTopic topic) {
    TopicScan scan = new TopicScan();
    try (TopicRecords records = topic.open()) {
      records.extents().forEach(extent -> records.read(extent, scan::take));
    }
    if (scan.runs.isEmpty()) {
      throw new BadInputException(
          "topic %s of broker %s holds no driving frame, of %d records%s: publish frames to it, with 'understudy publish' or your own, or correct the topic's name"
              .formatted(
                  topic.fullName(),
                  topic.bootstrap(),
                  scan.malformed.size(),
                  scan.firstMalformed()));
    }
    List<FeedRun> runs = new ArrayList<>(scan.runs.values());
    runs.sort(IN_ORDER);
    return new TopicSlice(topic.bootstrap(), topic.fullName(), runs, scan.malformed);
  }

  private String firstMalformed() {
    return malformed.entrySet().stream()
        .findFirst()
        .map(first -> " (%s: %s)".formatted(first.getKey(), first.getValue()))
        .orElse("");
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      DrivingFrame frame = frame(record);
      Place place = new Place(frame.streamId(), frame.epoch(), record.partition());
      FeedRun begun =
          new FeedRun(
              place.stream(),
              place.epoch(),
              place.partition(),
              record.offset(),
              record.offset(),
              1);
      runs.merge(place, begun, (run, one) -> run.and(record.offset()));
    } catch (MalformedRecordException e) {
      malformed.put(name(record), e.getMessage());
    }
  }

  /** The driving frame of a record. */
  static DrivingFrame frame(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    return DrivingFrameWire.parse(
        new KafkaRecord(origin, record.timestamp(), record.key(), record.value()));
  }

  /** What messages call a record. */
  static String name(ConsumerRecord<byte[], byte[]> record) {
    return "record %s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
  }
}
