package io.understudy.pipeline.explain;

import static io.understudy.pipeline.explain.FlowColoursTest.pixel;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColourMapTest {
  @Test
  void drawsTheEndsOfTheRangeAsTheEndsOfTheMap() {
    RgbImage image = ColourMap.VIRIDIS.draw(new float[] {-2, 3, -9, 9}, 2, -2, 3);

    assertThat(pixel(image, 0, 0)).containsExactly(68, 1, 84);
    assertThat(pixel(image, 1, 0)).containsExactly(253, 231, 37);
    assertThat(pixel(image, 0, 1)).containsExactly(68, 1, 84);
    assertThat(pixel(image, 1, 1)).containsExactly(253, 231, 37);
  }

  @Test
  void drawsAMapWithoutARangeInTheFirstColour() {
    RgbImage image = ColourMap.VIRIDIS.draw(new float[] {7, 7}, 2, 7, 7);

    assertThat(pixel(image, 0, 0)).containsExactly(68, 1, 84);
    assertThat(pixel(image, 1, 0)).containsExactly(68, 1, 84);
  }

  @Test
  void givesEachKeypointAColourOfItsOwn() {
    Set<String> colours = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      colours.add(Arrays.toString(ColourMap.HUES.ofIndex(i, 50)));
    }

    assertThat(colours).hasSize(50);
    assertThat(ColourMap.HUES.ofIndex(0, 50)).containsExactly(255, 0, 0);
  }
}
