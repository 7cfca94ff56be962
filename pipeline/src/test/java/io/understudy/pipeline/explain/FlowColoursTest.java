package io.understudy.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowColoursTest {
  /** Figures of the benchmark's own colour code for unit offsets. */
  @ParameterizedTest
  @CsvSource({"1, 0, 255, 0, 0", "0, 1, 255, 229, 0", "-1, 0, 0, 209, 255", "0, -1, 88, 0, 255"})
  void drawsDirectionsAsTheBenchmarkDoes(float x, float y, int red, int green, int blue) {
    assertThat(colour(constant(x, y), 1)).containsExactly(red, green, blue);
  }

  @Test
  void drawsRestWhiteAndHalfTheLengthHalfAsSaturated() {
    assertThat(colour(constant(0, 0), 5)).containsExactly(255, 255, 255);
    assertThat(colour(constant(2.5f, 0), 5)).containsExactly(255, 127, 127);
  }

  @Test
  void darkensWhatIsLongerThanTheRange() {
    assertThat(colour(constant(20, 0), 5)).containsExactly(191, 0, 0);
  }

  @Test
  void putsTheRightOfTheLegendWhereAFlowToTheRightIs() {
    RgbImage legend = FlowColours.legend(65);

    assertThat(pixel(legend, 64, 32)).containsExactly(255, 0, 0);
    assertThat(pixel(legend, 32, 32)).containsExactly(255, 255, 255);
    assertThat(pixel(legend, 0, 32)).containsExactly(0, 209, 255);
  }

  private static FlowField constant(float x, float y) {
    float[] right = new float[4];
    float[] down = new float[4];
    Arrays.fill(right, x);
    Arrays.fill(down, y);
    return new FlowField(2, 2, right, down);
  }

  private static int[] colour(FlowField flow, double greatest) {
    RgbImage image = FlowColours.of(flow, greatest);
    int[] first = pixel(image, 0, 0);
    assertThat(pixel(image, 1, 1)).containsExactly(first);
    return first;
  }

  static int[] pixel(RgbImage image, int x, int y) {
    int at = 3 * (y * image.widthPixels() + x);
    byte[] rgb = image.rgb();
    return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
  }
}
