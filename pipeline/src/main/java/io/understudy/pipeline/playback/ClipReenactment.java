package io.understudy.pipeline.playback;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a whole clip through a running job and hands back every frame in order. The session must be
 * published as {@code COMPLETE}.
 *
 * <p>Publishes at most two full batches ahead of what has come back: enough to keep the network
 * busy, and neither the topics' retention nor memory bounds the length of a clip. Runs on the
 * caller's thread.
 */
public final class ClipReenactment {
  private static final Duration POLL = Duration.ofMillis(20);

  private final UnderstudyConfiguration.Kafka kafka;
  private final String streamId;
  private final Clock clock;
  private final int leadFrames;
  private final Map<Long, ByteString> inFlight = new HashMap<>();
  private long published;

  /**
   * Prepares a run.
   *
   * @param streamId the stream whose session is published
   * @param clock gives the capture times
   */
  public ClipReenactment(UnderstudyConfiguration configuration, String streamId, Clock clock) {
    this.kafka = configuration.kafka();
    this.leadFrames = 2 * configuration.live().batch().maxFrames();
    this.streamId = streamId;
    this.clock = clock;
  }

  /**
   * Runs the clip to its end.
   *
   * @param result takes every pair of driving and reenacted frame, in order
   * @param health throws if the job has failed; asked while waiting
   * @return how many frames went in, and came out
   * @throws IllegalStateException if a frame or the source is refused
   */
  public long run(DrivingClip clip, FrameResult result, Runnable health) {
    try (StreamPublisher publisher = new StreamPublisher(kafka);
        ClipPublisher feed = new ClipPublisher(publisher, streamId, clock);
        StreamReader<ReenactedFrame> frames =
            StreamReader.reenactedFrames(kafka, StreamReader.From.BEGINNING);
        StreamReader<DeadLetter> letters =
            StreamReader.deadLetters(kafka, StreamReader.From.BEGINNING)) {
      boolean more = true;
      while (more || !inFlight.isEmpty()) {
        more = more && publish(clip, feed);
        collect(frames, result);
        failIfRefused(letters);
        health.run();
      }
    }
    return published;
  }

  /** Publishes up to the allowed lead; false at the end of the clip. */
  private boolean publish(DrivingClip clip, ClipPublisher feed) {
    while (inFlight.size() < leadFrames) {
      Optional<DrivingFrame> frame = feed.publishNext(clip);
      if (frame.isEmpty()) {
        return false;
      }
      inFlight.put(frame.get().sequence(), frame.get().payload());
      published++;
    }
    return true;
  }

  private void collect(StreamReader<ReenactedFrame> frames, FrameResult result) {
    for (ReenactedFrame frame : frames.poll(POLL)) {
      ByteString driving =
          frame.streamId().equals(streamId) ? inFlight.remove(frame.sequence()) : null;
      if (driving != null) { // else another stream's, or a repetition after a failure
        result.accept(driving, frame);
      }
    }
  }

  private static void failIfRefused(StreamReader<DeadLetter> letters) {
    for (DeadLetter letter : letters.poll(Duration.ZERO)) {
      throw new IllegalStateException(
          "a record of %s was refused (%s): %s"
              .formatted(letter.streamId(), letter.reason(), letter.message()));
    }
  }

  /** Takes the frames of a run. */
  public interface FrameResult {
    /**
     * Called once for each frame, in order, on the thread of the run.
     *
     * @param drivingJpeg the driving frame as it was published
     */
    void accept(ByteString drivingJpeg, ReenactedFrame reenacted);
  }
}
