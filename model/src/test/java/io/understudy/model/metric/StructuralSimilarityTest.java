package io.understudy.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StructuralSimilarityTest {
  private static final Picture FIRST = noise(7, 1);
  private static final Picture SECOND = noise(7, 2);

  @ParameterizedTest
  @EnumSource(PixelMetric.class)
  void equalPicturesGetTheBestFigure(PixelMetric metric) {
    Picture picture = noise(16, 3);
    double best = metric == PixelMetric.PSNR ? 100 : metric == PixelMetric.L1 ? 0 : 1;
    assertThat(metric.of(picture, picture)).isCloseTo(best, within(1e-9));
    Picture other = noise(16, 4);
    assertThat(metric.of(picture, other) < best).isEqualTo(metric != PixelMetric.L1);
  }

  /** A 7x7 picture has one window inside, so the figure is the formula on plain statistics. */
  @Test
  void oneUniformWindowIsTheFormulaOnItsPixels() {
    for (double range : new double[] {1, 2}) {
      double expected = 0;
      for (int channel = 0; channel < 3; channel++) {
        expected += formula(channel, range) / 3;
      }
      PixelMetric metric =
          range == 1 ? PixelMetric.SSIM_UNIFORM_RANGE_1 : PixelMetric.SSIM_UNIFORM_RANGE_2;
      assertThat(metric.of(FIRST, SECOND)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void theAssumedRangeOf2InflatesTheFigure() {
    Picture picture = noise(32, 5);
    Picture other = noise(32, 6);
    assertThat(PixelMetric.SSIM_UNIFORM_RANGE_2.of(picture, other))
        .isGreaterThan(PixelMetric.SSIM_UNIFORM_RANGE_1.of(picture, other));
  }

  /** Without contrast only the luminance term is left, whatever the window. */
  @Test
  void flatPicturesDifferInLuminanceOnly() {
    double a = 100;
    double b = 150;
    double c = Math.pow(0.01 * 255, 2);
    double expected = (2 * a * b + c) / (a * a + b * b + c);
    assertThat(PixelMetric.SSIM_GAUSSIAN_VALID.of(flat(16, 100), flat(16, 150)))
        .isCloseTo(expected, within(1e-9));
    assertThat(PixelMetric.SSIM_UNIFORM_RANGE_1.of(flat(16, 100), flat(16, 150)))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void paddingAddsTheBorder() {
    Picture a = flat(16, 100);
    Picture b = flat(16, 150);
    assertThat(PixelMetric.SSIM_GAUSSIAN_PADDED.of(a, b))
        .isNotCloseTo(PixelMetric.SSIM_GAUSSIAN_VALID.of(a, b), within(1e-3));
  }

  @Test
  void aPictureSmallerThanTheWindowIsRefused() {
    assertThatThrownBy(() -> PixelMetric.SSIM_GAUSSIAN_VALID.of(FIRST, SECOND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7x7");
  }

  private static double formula(int channel, double range) {
    double x = mean(FIRST, FIRST, channel, false);
    double y = mean(SECOND, SECOND, channel, false);
    double factor = 49 / 48.0;
    double xx = factor * (mean(FIRST, FIRST, channel, true) - x * x);
    double yy = factor * (mean(SECOND, SECOND, channel, true) - y * y);
    double xy = factor * (mean(FIRST, SECOND, channel, true) - x * y);
    double c1 = Math.pow(0.01 * range, 2);
    double c2 = Math.pow(0.03 * range, 2);
    return (2 * x * y + c1) * (2 * xy + c2) / ((x * x + y * y + c1) * (xx + yy + c2));
  }

  private static double mean(Picture a, Picture b, int channel, boolean product) {
    double sum = 0;
    for (int i = channel; i < a.rgb().length; i += 3) {
      double value = Byte.toUnsignedInt(a.rgb()[i]) / 255.0;
      sum += product ? value * Byte.toUnsignedInt(b.rgb()[i]) / 255.0 : value;
    }
    return sum / 49;
  }

  private static Picture noise(int side, long seed) {
    byte[] rgb = new byte[3 * side * side];
    new Random(seed).nextBytes(rgb);
    return new Picture(side, side, rgb);
  }

  private static Picture flat(int side, int value) {
    byte[] rgb = new byte[3 * side * side];
    Arrays.fill(rgb, (byte) value);
    return new Picture(side, side, rgb);
  }
}
