package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicWriter;

/**
 * Puts sources, sessions, driving frames and announced weights on their topics. Thread-safe; the
 * owner closes it.
 */
public final class StreamPublisher implements AutoCloseable {
  private final TopicWriter writer;

  public StreamPublisher(UnderstudyConfiguration.Kafka kafka) {
    this.writer = new TopicWriter(kafka);
  }

  /** Publishes a portrait, or withdraws it. */
  public void publish(Source source) {
    writer.write(Topic.SOURCES, source.sourceId(), SourceWire.toBytes(source));
  }

  /** Publishes a session, or stops it. */
  public void publish(Session session) {
    writer.write(Topic.SESSIONS, session.streamId(), SessionWire.toBytes(session));
  }

  /** Announces weights, or withdraws them. */
  public void publish(ModelAnnouncement announcement) {
    writer.write(Topic.MODELS, announcement.preset(), ModelAnnouncementWire.toBytes(announcement));
  }

  /** Publishes one driving frame. */
  public void publish(DrivingFrame frame) {
    writer.write(Topic.DRIVING_FRAMES, frame.streamId(), DrivingFrameWire.toBytes(frame));
  }

  /** Waits until all of it is on the broker. */
  public void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}
