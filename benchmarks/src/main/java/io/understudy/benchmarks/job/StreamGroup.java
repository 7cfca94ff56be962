package io.understudy.benchmarks.job;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.StreamPublisher;
import java.util.Arrays;
import java.util.List;

/**
 * The streams of one measurement, each with a source of its own. Closing stops them and withdraws
 * their sources. Not thread-safe.
 */
public final class StreamGroup implements AutoCloseable {
  private final StreamPublisher publisher;
  private final String name;
  private final long[] sequences;
  private final List<ByteString> clip;

  /**
   * Publishes sources and sessions.
   *
   * @param name begins the ids of the group's streams and of no others
   * @param source every stream has it under an id of its own
   */
  public StreamGroup(
      UnderstudyConfiguration.Kafka kafka,
      String name,
      int streams,
      DeliveryMode delivery,
      SampleSource source) {
    this.publisher = new StreamPublisher(kafka);
    this.name = name;
    this.clip = source.drivingFrames();
    this.sequences = new long[streams];
    for (int stream = 0; stream < streams; stream++) {
      publisher.publish(
          new Source(id(stream), 1, source.portrait(), Crop.CENTRE, SampleSource.CONSENT, false));
      publisher.publish(Session.of(id(stream), id(stream), MotionMode.RELATIVE, delivery));
    }
    publisher.flush();
  }

  /** How many streams there are. */
  public int streams() {
    return sequences.length;
  }

  /** Id of a stream, and of its source. */
  public String id(int stream) {
    return name + stream;
  }

  /** The number of the stream of an id. */
  public int stream(String id) {
    return Integer.parseInt(id.substring(name.length()));
  }

  /** Frames published so far, of all streams. */
  public long published() {
    return Arrays.stream(sequences).sum();
  }

  /** Publishes the next frame of a stream, captured at a time in µs since 1970. */
  void publish(int stream, long captureEpochMicros) {
    long sequence = sequences[stream]++;
    publisher.publish(
        new DrivingFrame(
            id(stream),
            1,
            sequence,
            captureEpochMicros,
            captureEpochMicros,
            0,
            FrameEncoding.JPEG,
            SampleSource.SIDE_PIXELS,
            SampleSource.SIDE_PIXELS,
            clip.get((int) (sequence % clip.size())),
            Origin.NONE));
  }

  @Override
  public void close() {
    try (publisher) {
      for (int stream = 0; stream < sequences.length; stream++) {
        publisher.publish(Session.stopped(id(stream)));
        publisher.publish(Source.withdrawn(id(stream)));
      }
    }
  }
}
