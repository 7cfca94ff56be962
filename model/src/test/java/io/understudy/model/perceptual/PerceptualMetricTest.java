package io.understudy.model.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.model.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PerceptualMetricTest {
  private static final int SIZE = 96;
  private static final Path FOLDER =
      Path.of(System.getProperty("user.home"), ".cache/understudy/models/inception");

  @Test
  void lostDetailIsFartherThanBrightnessOfTheSameError() throws IOException {
    assumeTrue(Files.exists(FOLDER), "the package inception is not fetched");
    Picture sharp = pattern(1, 0);
    try (PerceptualMetric metric = PerceptualMetric.open(new PerceptualFile(FOLDER))) {
      PerceptualMetric.Comparison same = metric.compare(sharp, sharp);
      double brighter = metric.compare(sharp, pattern(1, 12)).distance();
      double faded = metric.compare(sharp, pattern(0, 0)).distance();
      assertThat(same.distance()).isCloseTo(0, within(1e-6));
      assertThat(same.first()).hasSize(768).isEqualTo(same.second());
      assertThat(brighter).isPositive().isLessThan(faded / 2);
    }
  }

  /** A slope with fine stripes on it. */
  private static Picture pattern(int stripes, int brightness) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % SIZE;
      int y = i / 3 / SIZE;
      rgb[i] = (byte) (60 + x / 2 + y / 2 + brightness + stripes * ((x / 2 + y / 3) % 2 * 24 - 12));
    }
    return new Picture(SIZE, SIZE, rgb);
  }
}
