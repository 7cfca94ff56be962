package io.understudy.pipeline.playback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The driving clip that comes with the build: what {@link RenderedClip} draws, as a film, since
 * rendering a frame takes longer than reenacting it.
 */
public final class SampleClip implements DrivingClip {
  private static final String FILM = "sample.mp4";

  private final Path file;
  private final VideoClip clip;

  private SampleClip(Path file) {
    this.file = file;
    this.clip = VideoClip.open(file);
  }

  /** Opens it; the caller closes it. */
  public static SampleClip open() {
    try (InputStream film = SampleClip.class.getResourceAsStream(FILM)) {
      Path file = Files.createTempFile("understudy-", "-" + FILM);
      Files.copy(film, file, StandardCopyOption.REPLACE_EXISTING);
      return new SampleClip(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sample clip could not be copied to the temporary folder (%s): make room or set TMPDIR"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public double framesPerSecond() {
    return clip.framesPerSecond();
  }

  @Override
  public long expectedFrames() {
    return clip.expectedFrames();
  }

  @Override
  public Optional<ClipFrame> next() {
    return clip.next();
  }

  @Override
  public Optional<Path> sound() {
    return clip.sound();
  }

  @Override
  public void close() {
    clip.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
