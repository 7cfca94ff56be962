package io.understudy.pipeline.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriptychTest {
  private static final int PANEL = 64;

  @Test
  void putsTheCentreOfEachPictureIntoItsPanel() {
    try (Triptych triptych = new Triptych(PANEL, List.of("left", "right"))) {
      RgbImage wide = framed(120, 80, 200);
      RgbImage composed = triptych.compose(List.of(plain(10, 10, 40), wide));

      assertThat(composed.widthPixels()).isEqualTo(2 * PANEL);
      assertThat(composed.heightPixels()).isGreaterThan(PANEL).isEven();
      assertThat(red(composed, 0, 0)).isEqualTo(40);
      assertThat(red(composed, PANEL - 1, PANEL - 1)).isEqualTo(40);
      assertThat(red(composed, PANEL, 0)).isEqualTo(200);
      assertThat(red(composed, 2 * PANEL - 1, PANEL - 1)).isEqualTo(200);
    }
  }

  @Test
  void writesACaptionBelowEachPanel() {
    try (Triptych triptych = new Triptych(PANEL, List.of("left"))) {
      RgbImage composed = triptych.compose(List.of(plain(8, 8, 0)));

      int brightest = 0;
      for (int y = PANEL; y < composed.heightPixels(); y++) {
        for (int x = 0; x < PANEL; x++) {
          brightest = Math.max(brightest, red(composed, x, y));
        }
      }
      assertThat(brightest).isGreaterThan(150);
    }
  }

  @Test
  void refusesAWrongNumberOfPictures() {
    try (Triptych triptych = new Triptych(PANEL, List.of("left", "right"))) {
      assertThatThrownBy(() -> triptych.compose(List.of(plain(8, 8, 0))))
          .hasMessageContaining("2 captions");
    }
  }

  private static int red(RgbImage picture, int x, int y) {
    return picture.rgb()[3 * (y * picture.widthPixels() + x)] & 0xff;
  }

  private static RgbImage plain(int width, int height, int level) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) level);
    return new RgbImage(width, height, rgb);
  }

  /** A picture whose centred square has {@code level}, black outside of it. */
  private static RgbImage framed(int width, int height, int level) {
    byte[] rgb = new byte[3 * width * height];
    int left = (width - height) / 2;
    for (int y = 0; y < height; y++) {
      int row = 3 * (y * width + left);
      Arrays.fill(rgb, row, row + 3 * height, (byte) level);
    }
    return new RgbImage(width, height, rgb);
  }
}
