package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceCoverTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  private static RgbImage white() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(rgb, (byte) 255);
    return new RgbImage(WIDTH, HEIGHT, rgb);
  }

  private static boolean covered(RgbImage image, int x, int y) {
    return image.rgb()[3 * (y * WIDTH + x)] == FaceCover.LEVEL;
  }

  @Test
  void noPixelOfTheFaceIsLeftAndTheRestStays() {
    FaceBox face = new FaceBox(60.3, 44.8, 30, 1);
    RgbImage shown = FaceCover.draw(white(), List.of(face));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double away = Math.hypot(x + 0.5 - face.centreX(), y + 0.5 - face.centreY());
        if (away < 0.6 * face.side()) {
          assertThat(covered(shown, x, y)).as("%d,%d", x, y).isTrue();
        } else if (away > face.side()) {
          assertThat(covered(shown, x, y)).as("%d,%d", x, y).isFalse();
        }
      }
    }
  }

  @Test
  void facesOnTheBorderAndBeyondItAreCoveredAsFarAsTheyAreSeen() {
    RgbImage shown =
        FaceCover.draw(
            white(), List.of(new FaceBox(0, 0, 40, 1), new FaceBox(WIDTH + 5, HEIGHT, 40, 1)));
    assertThat(covered(shown, 0, 0)).isTrue();
    assertThat(covered(shown, WIDTH - 1, HEIGHT - 1)).isTrue();
    assertThat(covered(shown, WIDTH / 2, HEIGHT / 2)).isFalse();
  }

  @Test
  void theGivenPictureIsNotTouched() {
    RgbImage whole = white();
    FaceCover.draw(whole, List.of(new FaceBox(60, 45, 30, 1)));
    assertThat(whole.rgb()).containsOnly((byte) 255);
  }
}
