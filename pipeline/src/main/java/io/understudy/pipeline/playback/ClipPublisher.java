package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Publishes a clip's frames as one epoch of a stream. Not thread-safe; owns its codec. */
public final class ClipPublisher implements AutoCloseable {
  private static final long NANOS_PER_MICRO = 1000;

  private final DrivingEncoder encoder;
  private final StreamPublisher publisher;
  private final String streamId;
  private final Clock clock;
  private final long epoch;
  private long sequence;

  /** Starts an epoch of JPEGs, numbered by the time. */
  public ClipPublisher(StreamPublisher publisher, String streamId, Clock clock) {
    this(publisher, streamId, clock, DrivingCodec.JPEG);
  }

  /**
   * Starts an epoch, numbered by the time.
   *
   * @param publisher takes the frames; borrowed
   * @param clock gives the capture times
   * @param codec how the pictures travel
   */
  public ClipPublisher(
      StreamPublisher publisher, String streamId, Clock clock, DrivingCodec codec) {
    this.encoder = new DrivingEncoder(codec);
    this.publisher = publisher;
    this.streamId = streamId;
    this.clock = clock;
    this.epoch = clock.millis();
  }

  /** Publishes the next frame of {@code clip}; empty at its end. */
  public Optional<DrivingFrame> publishNext(DrivingClip clip) {
    Optional<DrivingFrame> frame = clip.next().map(this::drivingFrame);
    frame.ifPresent(publisher::publish);
    return frame;
  }

  /** Publishes the whole clip as fast as the broker takes it; returns the number of frames. */
  public long publishAtOnce(DrivingClip clip) {
    long first = sequence;
    while (publishNext(clip).isPresent()) {
      // the producer blocks where the broker is slower
    }
    return sequence - first;
  }

  /** Publishes the whole clip, each frame when it is due; returns the number of frames. */
  public long publishPaced(DrivingClip clip) throws InterruptedException {
    long first = sequence;
    long start = System.nanoTime();
    Optional<ClipFrame> frame = clip.next();
    while (frame.isPresent()) {
      long due = start + frame.get().presentationMicros() * NANOS_PER_MICRO;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      publisher.publish(drivingFrame(frame.get()));
      frame = clip.next();
    }
    return sequence - first;
  }

  /** Publishes one frame that was captured at a known time, µs since 1970. */
  public void publish(ClipFrame frame, long captureEpochMicros) {
    publisher.publish(drivingFrame(frame, captureEpochMicros));
  }

  @Override
  public void close() {
    encoder.close();
  }

  private DrivingFrame drivingFrame(ClipFrame frame) {
    return drivingFrame(frame, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
  }

  private DrivingFrame drivingFrame(ClipFrame frame, long captureEpochMicros) {
    DrivingEncoder.Encoded picture = encoder.encode(frame.image());
    return new DrivingFrame(
        streamId,
        epoch,
        sequence++,
        captureEpochMicros,
        frame.presentationMicros(),
        0,
        picture.encoding(),
        picture.widthPixels(),
        picture.heightPixels(),
        picture.payload(),
        Origin.NONE);
  }
}
