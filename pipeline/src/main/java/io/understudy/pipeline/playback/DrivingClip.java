package io.understudy.pipeline.playback;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A driving feed of finite length, read once from its start. Not thread-safe; the owner closes it.
 */
public interface DrivingClip extends AutoCloseable {
  /** Frames a second, above 0. */
  double framesPerSecond();

  /** How many frames are expected, 0 where that is unknown; the true number may differ. */
  long expectedFrames();

  /** The next frame, empty at the end. */
  Optional<ClipFrame> next();

  /** The file whose sound belongs to the clip, empty where it is silent. */
  Optional<Path> sound();

  @Override
  void close();
}
