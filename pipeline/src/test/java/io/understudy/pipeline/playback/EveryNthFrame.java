package io.understudy.pipeline.playback;

import java.nio.file.Path;
import java.util.Optional;

/** Each n-th frame of another clip at its own time, which it owns. */
public final class EveryNthFrame implements DrivingClip {
  private final DrivingClip clip;
  private final int interval;

  /**
   * Thins a clip out.
   *
   * @param interval 1 for every frame
   */
  public EveryNthFrame(DrivingClip clip, int interval) {
    this.clip = clip;
    this.interval = interval;
  }

  @Override
  public double framesPerSecond() {
    return clip.framesPerSecond() / interval;
  }

  @Override
  public long expectedFrames() {
    return (clip.expectedFrames() + interval - 1) / interval;
  }

  @Override
  public Optional<ClipFrame> next() {
    Optional<ClipFrame> frame = clip.next();
    for (int i = 1; i < interval; i++) {
      clip.next();
    }
    return frame;
  }

  @Override
  public Optional<Path> sound() {
    return Optional.empty();
  }

  @Override
  public void close() {
    clip.close();
  }
}
