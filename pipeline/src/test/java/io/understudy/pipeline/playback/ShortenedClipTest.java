package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShortenedClipTest {
  @Test
  void endsAfterItsSeconds() {
    try (DrivingClip clip = new ShortenedClip(new RenderedClip(), 0.2)) {
      assertThat(clip.expectedFrames()).isEqualTo(5);
      assertThat(frames(clip)).isEqualTo(5);
      assertThat(clip.next()).isEmpty();
    }
  }

  @Test
  void keepsAtLeastOneFrame() {
    try (DrivingClip clip = new ShortenedClip(new RenderedClip(), 0.001)) {
      assertThat(frames(clip)).isEqualTo(1);
    }
  }

  @Test
  void isAsLongAsTheClipWhereItsSecondsAreInfinite() {
    try (DrivingClip whole = new RenderedClip();
        DrivingClip clip = new ShortenedClip(new RenderedClip(), Double.POSITIVE_INFINITY)) {
      assertThat(clip.expectedFrames()).isEqualTo(whole.expectedFrames());
    }
  }

  @Test
  void theRenderedSampleMovesAndIsAlwaysTheSame() {
    try (DrivingClip first = new RenderedClip();
        DrivingClip second = new RenderedClip()) {
      byte[] still = first.next().orElseThrow().image().rgb();
      assertThat(second.next().orElseThrow().image().rgb()).isEqualTo(still);
      first.next();
      ClipFrame third = first.next().orElseThrow();
      assertThat(third.presentationMicros()).isEqualTo(80_000);
      assertThat(Arrays.equals(third.image().rgb(), still)).isFalse();
    }
  }

  private static int frames(DrivingClip clip) {
    int frames = 0;
    while (clip.next().isPresent()) {
      frames++;
    }
    return frames;
  }
}
