package io.understudy.pipeline.soak;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.playback.StreamPublisher;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The streams of a soak, each with a source of its own. Not thread-safe. */
final class SoakCast {
  private static final Consent CONSENT =
      new Consent("rendered head", "soak", 0, "rendered by Understudy, shows nobody");
  private static final long MICROS_PER_MILLI = 1000;

  private final StreamPublisher publisher;
  private final ByteString portrait;
  private final List<ByteString> clip;
  private final Clock clock;
  private final Deque<Integer> running = new ArrayDeque<>();
  private int entered;
  private long sequence;

  /**
   * An empty cast.
   *
   * @param publisher takes the records; borrowed
   * @param clip JPEG frames to show over and over, at least one
   */
  SoakCast(StreamPublisher publisher, ByteString portrait, List<ByteString> clip, Clock clock) {
    this.publisher = publisher;
    this.portrait = portrait;
    this.clip = List.copyOf(clip);
    this.clock = clock;
  }

  /** A new source, and a stream that drives it. */
  void enter() {
    int number = entered++;
    running.add(number);
    publisher.publish(new Source(source(number), 1, portrait, Crop.CENTRE, CONSENT, false));
    publisher.publish(
        Session.of(stream(number), source(number), MotionMode.RELATIVE, DeliveryMode.LIVE));
  }

  /** The oldest stream stops, its source is withdrawn. */
  void leave() {
    int number = running.remove();
    publisher.publish(Session.stopped(stream(number)));
    publisher.publish(Source.withdrawn(source(number)));
  }

  /** One frame of each stream. */
  void play() {
    ByteString shown = clip.get((int) (sequence % clip.size()));
    long capturedMicros = clock.millis() * MICROS_PER_MILLI;
    for (int number : running) {
      publisher.publish(
          new DrivingFrame(
              stream(number),
              1,
              sequence,
              capturedMicros,
              capturedMicros,
              0,
              FrameEncoding.JPEG,
              0,
              0,
              shown,
              Origin.NONE));
    }
    sequence++;
  }

  /** Streams that have been on stage. */
  int entered() {
    return entered;
  }

  private static String stream(int number) {
    return "stream-" + number;
  }

  private static String source(int number) {
    return "source-" + number;
  }
}
