package io.understudy.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.media.PictureException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTransformTest {
  /** Strands of hair before a wall, in front of a bright disc. */
  private static RgbImage strands(int side) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      double x = (double) (i % side) / side;
      double y = (double) (i / side) / side;
      double strand = Math.sin(150 * x + 20 * Math.sin(3 * y)) * Math.exp(-4 * y);
      double level = (Math.hypot(x - 0.5, y - 0.6) < 0.25 ? 190 : 90) + 40 * strand;
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] = (byte) Math.round(level);
      }
    }
    return new RgbImage(side, side, rgb);
  }

  private static double decibels(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      double difference = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 * a.rgb().length / sum);
  }

  @Test
  void anEnlargedPictureIsNearerToTheLargeOneThanABilinearOne() {
    RgbImage large = strands(512);
    RgbImage small = PictureTransform.resized(large, 256, 256);
    double bilinear = decibels(PictureTransform.resized(small, 512, 512), large);
    double enlarged = decibels(PictureTransform.enlarged(small, 512, 512), large);
    assertThat(enlarged).isGreaterThan(bilinear + 0.5);
  }

  @Test
  void aPlainPictureStaysPlainWhenItIsEnlarged() {
    byte[] rgb = new byte[3 * 64 * 64];
    Arrays.fill(rgb, (byte) 117);
    RgbImage enlarged = PictureTransform.enlarged(new RgbImage(64, 64, rgb), 200, 200);
    assertThat(enlarged.widthPixels()).isEqualTo(200);
    assertThat(enlarged.rgb()).containsOnly((byte) 117);
  }

  @Test
  void aNarrowPictureIsNotScaledBeyondTheBounds() {
    assertThatThrownBy(() -> PictureTransform.scaled(black(100, 2000), 4096))
        .isInstanceOfSatisfying(
            PictureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
        .hasMessageContaining("100x2000 pixels becomes 4096x81920");
    assertThatThrownBy(() -> PictureTransform.scaled(black(5000, 20), 4096))
        .hasMessageContaining("becomes 1024000x4096");
    assertThatThrownBy(() -> PictureTransform.scaled(black(16384, 1), 4096))
        .hasMessageContaining("becomes 67108864x4096");
  }

  private static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[3 * width * height]);
  }

  @Test
  void aPictureThatShrinksOrStaysIsNotSharpened() {
    RgbImage picture = strands(128);
    assertThat(PictureTransform.enlarged(picture, 128, 128)).isSameAs(picture);
    assertThat(PictureTransform.enlarged(picture, 50, 50).rgb())
        .isEqualTo(PictureTransform.resized(picture, 50, 50).rgb());
  }
}
