package io.understudy.pipeline.playback;

import java.nio.file.Path;
import java.util.Optional;

/** The first seconds of another clip, which it owns. */
public final class ShortenedClip implements DrivingClip {
  private final DrivingClip clip;
  private final long frames;
  private long read;

  /**
   * Cuts a clip.
   *
   * @param seconds length to keep, above 0, may be infinite; at least one frame stays
   */
  public ShortenedClip(DrivingClip clip, double seconds) {
    this.clip = clip;
    this.frames = Math.max(1, Math.round(seconds * clip.framesPerSecond()));
  }

  @Override
  public double framesPerSecond() {
    return clip.framesPerSecond();
  }

  @Override
  public long expectedFrames() {
    return clip.expectedFrames() == 0 ? 0 : Math.min(frames, clip.expectedFrames());
  }

  @Override
  public Optional<ClipFrame> next() {
    return read++ < frames ? clip.next() : Optional.empty();
  }

  @Override
  public Optional<Path> sound() {
    return clip.sound();
  }

  @Override
  public void close() {
    clip.close();
  }
}
