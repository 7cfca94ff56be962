package io.understudy.pipeline.explain;

import static io.understudy.pipeline.explain.FlowColoursTest.pixel;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import io.understudy.model.explain.Seen;
import org.junit.jupiter.api.Test;

class KeypointDrawingTest {
  private static final int SIDE = 128;

  @Test
  void putsADiscOfItsColourOnEachKeypoint() {
    float[] values = {-0.5f, -0.5f, 0.5f, 0.5f};
    float[] frames = {1, 0, 0, 1, 1, 0, 0, 1};
    Picture black = new Picture(SIDE, SIDE, new byte[3 * SIDE * SIDE]);

    RgbImage image = KeypointDrawing.of(new Seen(black, new Keypoints(values, frames)));

    assertThat(image.widthPixels()).isEqualTo(2 * SIDE);
    assertThat(pixel(image, 62, 62)).containsExactly(ColourMap.HUES.ofIndex(0, 2));
    assertThat(pixel(image, 189, 193)).containsExactly(ColourMap.HUES.ofIndex(1, 2));
    assertThat(pixel(image, 250, 10)).containsExactly(0, 0, 0);
    assertThat(black.rgb()).containsOnly(0);
  }

  @Test
  void drawsKeypointsOutsideThePictureAndFramesOfAnyLength() {
    float[] values = {-3, 0, 0, 0};
    float[] frames = {0, 0, 0, 0, 1e6f, 0, 0, 1e6f};
    Picture black = new Picture(SIDE, SIDE, new byte[3 * SIDE * SIDE]);

    RgbImage image = KeypointDrawing.of(new Seen(black, new Keypoints(values, frames)));

    assertThat(pixel(image, 128 + 50, 128)).isNotEqualTo(new int[] {0, 0, 0});
    assertThat(pixel(image, 128 + 80, 128)).containsExactly(0, 0, 0);
  }
}
