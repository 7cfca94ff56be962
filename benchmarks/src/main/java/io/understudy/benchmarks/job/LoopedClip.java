package io.understudy.benchmarks.job;

import io.understudy.benchmarks.engine.SampleHeads;
import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Picture;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.DrivingClip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A few rendered frames over and over: costs nothing while it is measured. Not thread-safe. */
final class LoopedClip implements DrivingClip {
  private static final double FRAMES_PER_SECOND = 25;
  private static final int DISTINCT_FRAMES = 16;

  private final List<Picture> pictures;
  private final long frames;
  private long read;

  /** A clip of {@code frames} frames, {@code side} pixels squared. */
  LoopedClip(long frames, int side) {
    this.frames = frames;
    this.pictures =
        IntStream.range(0, DISTINCT_FRAMES)
            .mapToObj(frame -> SampleHeads.driving(frame / FRAMES_PER_SECOND, side))
            .toList();
  }

  /** The picture of a frame. */
  Picture picture(long frame) {
    return pictures.get((int) (frame % DISTINCT_FRAMES));
  }

  @Override
  public double framesPerSecond() {
    return FRAMES_PER_SECOND;
  }

  @Override
  public long expectedFrames() {
    return frames;
  }

  @Override
  public Optional<ClipFrame> next() {
    if (read == frames) {
      return Optional.empty();
    }
    Picture picture = picture(read);
    RgbImage image = new RgbImage(picture.widthPixels(), picture.heightPixels(), picture.rgb());
    return Optional.of(new ClipFrame(image, Math.round(read++ * 1e6 / FRAMES_PER_SECOND)));
  }

  @Override
  public Optional<Path> sound() {
    return Optional.empty();
  }

  @Override
  public void close() {
    read = frames;
  }
}
