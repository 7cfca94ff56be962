package io.understudy.operators.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatheredPasteTest {
  private static RgbImage plain(int width, int height, int value) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) value);
    return new RgbImage(width, height, rgb);
  }

  private static int red(RgbImage image, int x, int y) {
    return image.rgb()[3 * (y * image.widthPixels() + x)] & 0xff;
  }

  @Test
  void fadesFromTheFaceIntoThePictureAndTouchesNothingOutside() {
    RgbImage whole = plain(200, 150, 40);
    RgbImage pasted = FeatheredPaste.paste(whole, new Square(60, 30, 100), plain(64, 64, 240));
    assertThat(red(pasted, 59, 80)).isEqualTo(40);
    assertThat(red(pasted, 160, 80)).isEqualTo(40);
    assertThat(red(pasted, 110, 29)).isEqualTo(40);
    assertThat(red(pasted, 110, 80)).isEqualTo(240);
    int previous = 40;
    for (int x = 60; x < 75; x++) {
      assertThat(red(pasted, x, 80)).isGreaterThanOrEqualTo(previous);
      previous = red(pasted, x, 80);
    }
    assertThat(red(pasted, 60, 80)).isBetween(45, 80);
    assertThat(red(pasted, 62, 80)).isEqualTo(red(pasted, 157, 80));
    assertThat(red(pasted, 62, 80)).isEqualTo(red(pasted, 110, 32));
  }

  @Test
  void leavesThePictureItselfAlone() {
    RgbImage whole = plain(32, 32, 7);
    FeatheredPaste.paste(whole, new Square(0, 0, 32), plain(8, 8, 200));
    assertThat(red(whole, 16, 16)).isEqualTo(7);
  }

  @Test
  void isTheSamePictureWhereTheFaceIsWhatWasThere() {
    RgbImage whole = plain(40, 40, 123);
    RgbImage pasted = FeatheredPaste.paste(whole, new Square(5, 5, 20), plain(20, 20, 123));
    assertThat(pasted.rgb()).isEqualTo(whole.rgb());
  }
}
