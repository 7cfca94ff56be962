package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import org.junit.jupiter.api.Test;

class OpticalFlowTest {
  private static final int SIZE = 96;
  private static final int SHIFT = 6;
  private static final float PIXEL = 2f / (SIZE - 1);

  private final float[] positions = new float[2 * SIZE * SIZE];
  private final float[] trusted = new float[SIZE * SIZE];

  /** Waves of several lengths, moved to the right. */
  private static Picture waves(int shift) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < SIZE * SIZE; i++) {
      double x = i % SIZE - shift;
      double y = i / SIZE;
      double light = Math.sin(x / 5) * Math.cos(y / 7) + Math.sin((x + 2 * y) / 11);
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] = (byte) (128 + 50 * light);
      }
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  private void flow(int shift, boolean mirrored) {
    try (OpticalFlow flow = new OpticalFlow()) {
      flow.write(waves(0), waves(shift), mirrored, positions, trusted, 0);
    }
  }

  /** How far to the right of a pixel its place in the source is, in pixels. */
  private double shiftAt(int x, int y) {
    double from = x * PIXEL - 1;
    return (positions[2 * (y * SIZE + x)] - from) / PIXEL;
  }

  @Test
  void aPictureThatMovedComesFromWhereItWas() {
    flow(SHIFT, false);

    assertThat(shiftAt(50, 40)).isCloseTo(-SHIFT, within(0.5));
    assertThat(positions[2 * (40 * SIZE + 50) + 1]).isCloseTo(40 * PIXEL - 1, within(0.5f * PIXEL));
    assertThat(trusted[40 * SIZE + 50]).isEqualTo(1);
  }

  @Test
  void inAMirrorItMovedTheOtherWay() {
    flow(SHIFT, true);

    assertThat(shiftAt(50, 40)).isCloseTo(SHIFT, within(0.5));
  }

  @Test
  void whatComesFromOutsideIsNotTrusted() {
    flow(SHIFT, false);

    assertThat(shiftAt(1, 40)).isLessThan(-2);
    assertThat(trusted[40 * SIZE + 1]).isZero();
  }

  @Test
  void aPlainWallBehindStaysWhereItIs() {
    try (OpticalFlow flow = new OpticalFlow()) {
      flow.write(beforeAWall(0), beforeAWall(SHIFT), false, positions, trusted, 0);
    }

    assertThat(shiftAt(20, 40)).isCloseTo(-SHIFT, within(0.5));
    for (int x = 65; x < SIZE; x++) {
      assertThat(shiftAt(x, 40)).isCloseTo(0, within(1e-3));
      assertThat(trusted[40 * SIZE + x]).isEqualTo(1);
    }
  }

  /** Waves at the left, half of the picture plain. */
  private static Picture beforeAWall(int shift) {
    byte[] rgb = waves(shift).rgb();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i / 3 % SIZE < SIZE / 2 + shift ? rgb[i] : (byte) 200;
    }
    return new Picture(SIZE, SIZE, rgb);
  }
}
