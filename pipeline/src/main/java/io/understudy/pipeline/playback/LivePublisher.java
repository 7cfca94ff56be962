package io.understudy.pipeline.playback;

import io.understudy.connectors.feed.FeedPicture;
import io.understudy.connectors.feed.SteadyFeed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Publishes a live feed as one epoch of a stream, through all its connections.
 *
 * <p>Frames carry their capture times, and presentation times on the same clock, from the first
 * frame on. Not thread-safe.
 */
public final class LivePublisher {
  private final ClipPublisher publisher;
  private final long oldestMicros;
  private final Clock clock;
  private long startEpochMicros = Long.MIN_VALUE;
  private long published;
  private long tooOld;

  /**
   * A publisher that has published nothing.
   *
   * @param publisher encodes and sends; borrowed
   * @param oldestMicros age at which a frame is no longer worth encoding: whoever cannot keep up
   *     with a feed catches up this way
   * @param clock the wall clock that capture times follow
   */
  public LivePublisher(ClipPublisher publisher, long oldestMicros, Clock clock) {
    this.publisher = publisher;
    this.oldestMicros = oldestMicros;
    this.clock = clock;
  }

  /** Publishes until {@code stop} says so. */
  public void publish(SteadyFeed<FeedPicture> feed, BooleanSupplier stop)
      throws InterruptedException {
    while (!stop.getAsBoolean()) {
      Optional<FeedPicture> picture = feed.next(stop);
      if (picture.isEmpty()) {
        return;
      }
      take(picture.get());
    }
  }

  private void take(FeedPicture picture) {
    long capture = picture.captureEpochMicros();
    if (ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()) - capture > oldestMicros) {
      tooOld++;
      return;
    }
    if (startEpochMicros == Long.MIN_VALUE) {
      startEpochMicros = capture;
    }
    publisher.publish(new ClipFrame(picture.image(), capture - startEpochMicros), capture);
    published++;
  }

  /** Frames published. */
  public long published() {
    return published;
  }

  /** Frames that were too old when they came. */
  public long tooOld() {
    return tooOld;
  }
}
