package io.understudy.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import org.junit.jupiter.api.Test;

class PixelErrorTest {
  private static final Picture BLACK = new Picture(2, 1, new byte[6]);
  private static final Picture MIXED =
      new Picture(2, 1, new byte[] {(byte) 255, 0, 0, 51, 0, (byte) 204});

  @Test
  void meanAbsoluteIsTheMeanOverPixelsAndChannels() {
    assertThat(PixelError.meanAbsolute(BLACK, MIXED)).isCloseTo(510 / 255.0 / 6, within(1e-12));
  }

  @Test
  void decibelsAreTheSameWithPeak255AndWithPeak1() {
    double meanSquare = (255 * 255 + 51 * 51 + 204 * 204) / 6.0;
    assertThat(PixelError.decibels(BLACK, MIXED))
        .isCloseTo(10 * Math.log10(255 * 255 / meanSquare), within(1e-12))
        .isCloseTo(
            PixelError.decibels(new float[6], new float[] {1, 0, 0, 0.2f, 0, 0.8f}), within(1e-6));
  }

  @Test
  void aDifferenceOfATenthIsTwentyDecibels() {
    assertThat(PixelError.decibels(new float[] {0.5f}, new float[] {0.6f}))
        .isCloseTo(20, within(1e-5));
    assertThat(PixelError.meanAbsolute(new float[] {0.5f}, new float[] {0.6f}))
        .isCloseTo(0.1, within(1e-6));
  }

  @Test
  void equalPicturesHaveAFiniteRatio() {
    assertThat(PixelError.decibels(MIXED, MIXED)).isEqualTo(PixelError.EQUAL_DECIBELS);
  }

  @Test
  void picturesOfDifferentSizesAreRefused() {
    Picture tall = new Picture(1, 2, new byte[6]);
    assertThatThrownBy(() -> PixelError.decibels(BLACK, tall))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x1")
        .hasMessageContaining("1x2");
  }
}
