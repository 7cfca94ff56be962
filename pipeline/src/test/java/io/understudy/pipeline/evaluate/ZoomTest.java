package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZoomTest {
  private static final int SIDE = 100;

  @Test
  void onlyTheRatioOfWidthAndHeightMatters() {
    Picture narrow = new Zoom(0.65, 1.3).apply(white());
    assertThat(lit(narrow, SIDE / 2, true)).isBetween(48, 52);
    assertThat(lit(narrow, SIDE / 2, false)).isEqualTo(SIDE);
    assertThat(bright(narrow, 0, SIDE / 2)).isFalse();
    assertThat(bright(narrow, SIDE - 1, SIDE / 2)).isFalse();
  }

  @Test
  void equalScalesLeaveThePictureAsItIs() {
    Picture picture = white();
    assertThat(new Zoom(1, 1).apply(picture).rgb()).isEqualTo(picture.rgb());
  }

  @Test
  void drawsStayInThePublishedRange() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      Zoom zoom = Zoom.random(random);
      assertThat(zoom.width()).isBetween(0.7, 1.3);
      assertThat(zoom.height()).isBetween(0.7, 1.3);
    }
  }

  private static int lit(Picture picture, int middle, boolean row) {
    int count = 0;
    for (int i = 0; i < SIDE; i++) {
      count += (row ? bright(picture, i, middle) : bright(picture, middle, i)) ? 1 : 0;
    }
    return count;
  }

  private static boolean bright(Picture picture, int x, int y) {
    return Byte.toUnsignedInt(picture.rgb()[3 * (y * SIDE + x)]) > 127;
  }

  private static Picture white() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    Arrays.fill(rgb, (byte) 255);
    return new Picture(SIDE, SIDE, rgb);
  }
}
