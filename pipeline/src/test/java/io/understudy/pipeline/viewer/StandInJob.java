package io.understudy.pipeline.viewer;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.provenance.DigitalSourceType;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * In place of camera and job: drives one stream at 25 frames/s, and while the stream has a session
 * answers each frame with a prepared picture of the session's source.
 */
final class StandInJob implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 40;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final String streamId;
  private final List<ByteString> driving;
  private final Map<String, List<ByteString>> answers;
  private final StreamReader<Session> reader;
  private final StreamPublisher publisher;
  private final TopicWriter writer;
  private Session session;
  private long sequence;

  StandInJob(
      Kafka kafka,
      String streamId,
      List<ByteString> driving,
      Map<String, List<ByteString>> answers) {
    this.streamId = streamId;
    this.session = Session.stopped(streamId);
    this.driving = driving;
    this.answers = answers;
    this.reader = StreamReader.sessions(kafka, From.BEGINNING);
    this.publisher = new StreamPublisher(kafka);
    this.writer = new TopicWriter(kafka);
    thread.scheduleWithFixedDelay(this::frame, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The session as the job knows it. */
  synchronized Session session() {
    return session;
  }

  private synchronized void take(Session changed) {
    if (changed.streamId().equals(streamId)) {
      session = changed;
      notifyAll();
    }
  }

  /** Waits until the session is of that source, empty for none. */
  synchronized void awaitSession(String sourceId) throws InterruptedException {
    while (!session.sourceId().equals(sourceId)) {
      wait();
    }
  }

  private void frame() {
    reader.poll(Duration.ZERO).forEach(this::take);
    long now = System.currentTimeMillis() * 1000;
    int at = (int) (sequence % driving.size());
    publisher.publish(
        new DrivingFrame(
            streamId,
            1,
            sequence,
            now,
            now,
            0,
            FrameEncoding.JPEG,
            0,
            0,
            driving.get(at),
            Origin.NONE));
    if (!session().stopped()) {
      ByteString picture = answers.get(session().sourceId()).get(at);
      writer.write(
          Topic.REENACTED_FRAMES, streamId, ReenactedFrameWire.toBytes(reenacted(now, picture)));
    }
    sequence++;
  }

  private ReenactedFrame reenacted(long nowMicros, ByteString picture) {
    long took = 30_000 + sequence * 7919 % 23_000;
    return new ReenactedFrame(
        streamId,
        1,
        sequence,
        nowMicros,
        nowMicros,
        FrameEncoding.JPEG,
        Heads.SIDE_PIXELS,
        Heads.SIDE_PIXELS,
        picture,
        new StageTimings(1000, 1000, 25_000, 2000, took, 2),
        session().sourceId(),
        1,
        "ostnet-compact",
        "stand-in",
        DigitalSourceType.COMPOSITE.uri());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    publisher.close();
    writer.close();
  }
}
