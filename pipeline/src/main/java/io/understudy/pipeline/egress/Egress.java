package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.ConstantDelay;
import io.understudy.connectors.feed.FeedSound;
import io.understudy.pipeline.playback.FrameOrder;
import io.understudy.pipeline.playback.LatencySummary;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Carries one stream to an outlet, pictures and sound at one constant age.
 *
 * <p>Not thread-safe: one thread takes frames and sound in and lets out what is due.
 */
public final class Egress {
  /** Ten seconds at 100 items a second. */
  private static final int MAX_HELD = 1000;

  private final String streamId;
  private final Outlet outlet;
  private final Clock clock;
  private final FrameOrder order = new FrameOrder();
  private final ConstantDelay<ReenactedFrame> pictures;
  private final ConstantDelay<FeedSound> sounds;
  private final LatencySummary pictureDelay = new LatencySummary();
  private final LatencySummary soundDelay = new LatencySummary();

  /**
   * An egress that has carried nothing.
   *
   * @param targetDelayMicros age at which pictures and sound leave; 0 lets them go as they come
   * @param outlet borrowed
   * @param clock the wall clock that capture times follow
   */
  public Egress(String streamId, long targetDelayMicros, Outlet outlet, Clock clock) {
    this.streamId = streamId;
    this.outlet = outlet;
    this.clock = clock;
    this.pictures = new ConstantDelay<>(targetDelayMicros, MAX_HELD);
    this.sounds = new ConstantDelay<>(targetDelayMicros, MAX_HELD);
  }

  /** Takes frames of any stream in; those of others and repetitions are left out. */
  public void take(List<ReenactedFrame> frames) {
    for (ReenactedFrame frame : frames) {
      if (frame.streamId().equals(streamId) && order.isNew(frame)) {
        pictures.add(frame, frame.captureEpochMicros(), nowMicros());
      }
    }
  }

  /** Takes a piece of sound in. */
  public void take(FeedSound sound) {
    sounds.add(sound, sound.captureEpochMicros(), nowMicros());
  }

  /** Lets out what is due. */
  public void release() {
    long now = nowMicros();
    for (Optional<ReenactedFrame> frame = pictures.due(now);
        frame.isPresent();
        frame = pictures.due(now)) {
      pictureDelay.record(now - frame.get().captureEpochMicros());
      outlet.write(frame.get());
    }
    for (Optional<FeedSound> sound = sounds.due(now); sound.isPresent(); sound = sounds.due(now)) {
      soundDelay.record(now - sound.get().captureEpochMicros());
      outlet.write(sound.get());
    }
  }

  /** Age of the pictures when they left. */
  public LatencySummary pictureDelay() {
    return pictureDelay;
  }

  /** Age of the sound when it left. */
  public LatencySummary soundDelay() {
    return soundDelay;
  }

  /** Pictures that came when they should have left. */
  public long latePictures() {
    return pictures.late() + pictures.overflowed();
  }

  /** Pieces of sound that came when they should have left. */
  public long lateSounds() {
    return sounds.late() + sounds.overflowed();
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
