package io.understudy.pipeline.playback;

import io.understudy.connectors.media.VideoReader;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A driving clip from a video file. */
public final class VideoClip implements DrivingClip {
  private final Path file;
  private final VideoReader reader;

  private VideoClip(Path file, VideoReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Opens a file; the caller closes the clip.
   *
   * @throws BadInputException if it cannot be read or is not a video
   */
  public static VideoClip open(Path file) {
    try {
      return new VideoClip(file, VideoReader.open(file));
    } catch (IOException e) {
      throw new BadInputException("driving " + e.getMessage(), e);
    }
  }

  @Override
  public double framesPerSecond() {
    return reader.framesPerSecond();
  }

  @Override
  public long expectedFrames() {
    return reader.estimatedFrames();
  }

  @Override
  public Optional<ClipFrame> next() {
    try {
      return reader.next().map(frame -> new ClipFrame(frame.image(), frame.presentationMicros()));
    } catch (IOException e) {
      throw new BadInputException("driving " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Path> sound() {
    return reader.hasAudio() ? Optional.of(file) : Optional.empty();
  }

  @Override
  public void close() {
    reader.close();
  }
}
