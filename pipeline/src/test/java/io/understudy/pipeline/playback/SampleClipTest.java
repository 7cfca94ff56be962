package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The film of the sample against what the renderer draws. */
class SampleClipTest {
  private static final Path FILM =
      Path.of("src/main/resources/io/understudy/pipeline/playback/sample.mp4");

  /** Coded pictures lose grain and the edges of colour; another head or moment is under 25 dB. */
  private static final double LEAST_DECIBELS = 32;

  @Test
  void theFilmIsWhatTheRendererDraws() {
    try (SampleClip film = SampleClip.open();
        RenderedClip rendered = new RenderedClip()) {
      assertThat(film.framesPerSecond()).isEqualTo(rendered.framesPerSecond());
      assertThat(film.sound()).isEmpty();
      List<ClipFrame> frames = all(film);
      assertThat(frames).hasSize((int) rendered.expectedFrames());
      for (int i = 0; i < frames.size(); i++) {
        ClipFrame drawn = rendered.next().orElseThrow();
        assertThat(frames.get(i).presentationMicros()).isEqualTo(drawn.presentationMicros());
        if (i % 49 == 0) {
          assertThat(decibels(frames.get(i).image(), drawn.image()))
              .as("frame %d", i)
              .isGreaterThan(LEAST_DECIBELS);
        }
      }
    }
  }

  /** Draws the film anew, after a change of the renderer. */
  @Test
  @EnabledIfSystemProperty(named = "understudy.record-sample", matches = "true")
  void recordTheFilm() throws IOException {
    try (RenderedClip clip = new RenderedClip();
        VideoWriter writer = VideoWriter.open(FILM, 256, 256, clip.framesPerSecond())) {
      for (ClipFrame frame : all(clip)) {
        writer.write(frame.image(), frame.presentationMicros());
      }
      writer.finish();
    }
  }

  private static List<ClipFrame> all(DrivingClip clip) {
    List<ClipFrame> frames = new ArrayList<>();
    for (Optional<ClipFrame> frame = clip.next(); frame.isPresent(); frame = clip.next()) {
      frames.add(frame.get());
    }
    return frames;
  }

  private static double decibels(RgbImage one, RgbImage other) {
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Byte.toUnsignedInt(a[i]) - Byte.toUnsignedInt(b[i]);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255.0 * a.length / sum);
  }
}
