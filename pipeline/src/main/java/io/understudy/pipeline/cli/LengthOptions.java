package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.ShortenedClip;
import picocli.CommandLine.Option;

/** How much of a clip is played. */
final class LengthOptions {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Take only the first seconds of the clip.")
  private double seconds = Double.POSITIVE_INFINITY;

  /**
   * Checks the option before anything is started.
   *
   * @throws BadInputException if the length is not above 0
   */
  void check() {
    if (!(seconds > 0)) {
      throw new BadInputException(
          "--seconds must be above 0, got %s; give another number".formatted(seconds));
    }
  }

  /** The part of {@code clip} that is played; it owns the clip. */
  DrivingClip cut(DrivingClip clip) {
    return new ShortenedClip(clip, seconds);
  }
}
