package io.understudy.it;

import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.TopicAdministration;
import java.util.List;
import java.util.Locale;

/** Topics for one job with one delivery guarantee, with a publisher and readers on them. */
final class Lane implements AutoCloseable {
  private static final int ATTEMPTS = 10;

  private final UnderstudyConfiguration configuration;
  private final StreamPublisher publisher;
  private final Arrivals arrivals;
  private final Inbox<StreamEvent> events;

  /** Makes the topics of {@code configuration}. */
  Lane(UnderstudyConfiguration configuration) {
    this.configuration = configuration;
    UnderstudyConfiguration.Kafka kafka = configuration.kafka();
    createTopics(kafka);
    this.publisher = new StreamPublisher(kafka);
    this.arrivals = new Arrivals(StreamReader.reenactedFrames(kafka, From.BEGINNING));
    this.events = new Inbox<>(StreamReader.events(kafka, From.BEGINNING), () -> {});
  }

  /** A broker that has just started on a busy machine may not answer at the first time. */
  private static void createTopics(UnderstudyConfiguration.Kafka kafka) {
    for (int attempt = 1; true; attempt++) {
      try (TopicAdministration administration = new TopicAdministration(kafka)) {
        administration.createMissing(1);
        return;
      } catch (BadInputException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  UnderstudyConfiguration configuration() {
    return configuration;
  }

  /** The guarantee, in words. */
  String delivery() {
    return configuration.kafka().delivery().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Arrivals arrivals() {
    return arrivals;
  }

  void publish(Source source) {
    publisher.publish(source);
  }

  void publish(Session session) {
    publisher.publish(session);
  }

  void publish(ModelAnnouncement announcement) {
    publisher.publish(announcement);
  }

  void publish(DrivingFrame frame) {
    publisher.publish(frame);
  }

  void flush() {
    publisher.flush();
  }

  /** Starts a session in which nothing is dropped, and waits until it runs. */
  void startStream(String streamId, String sourceId) {
    startStream(streamId, sourceId, DeliveryMode.COMPLETE);
  }

  void startStream(String streamId, String sourceId, DeliveryMode delivery) {
    publish(TestRecords.session(streamId, sourceId, delivery));
    awaitEvents(streamId, StreamEvent.Kind.STARTED, 1);
  }

  /** Waits for that many events of streams whose name starts so. */
  List<StreamEvent> awaitEvents(String streamIdPrefix, StreamEvent.Kind kind, int count) {
    return events.await(
        read ->
            read.stream()
                    .filter(event -> event.kind() == kind)
                    .filter(event -> event.streamId().startsWith(streamIdPrefix))
                    .map(StreamEvent::streamId)
                    .distinct()
                    .count()
                >= count);
  }

  @Override
  public void close() {
    arrivals.close();
    events.close();
    publisher.close();
  }
}
