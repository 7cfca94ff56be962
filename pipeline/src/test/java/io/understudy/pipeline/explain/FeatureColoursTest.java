package io.understudy.pipeline.explain;

import static io.understudy.pipeline.explain.FlowColoursTest.pixel;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import io.understudy.model.explain.Intermediate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureColoursTest {
  private static final int SIDE = 8;
  private static final int PLACES = SIDE * SIDE;

  @Test
  void placesWithEqualFeaturesHaveEqualColours() {
    FeatureMap map = random(6);
    float[] values = map.array().values();
    for (int channel = 0; channel < 6; channel++) {
      values[channel * PLACES + 9] = values[channel * PLACES + 20];
    }

    RgbImage image = FeatureColours.of(map);

    assertThat(pixel(image, 1, 1)).containsExactly(pixel(image, 4, 2));
    assertThat(pixel(image, 1, 1)).isNotEqualTo(pixel(image, 2, 1));
    assertThat(image.widthPixels()).isEqualTo(SIDE);
  }

  @Test
  void whatVariesMostIsRed() {
    float[] values = new float[5 * PLACES];
    for (int place = 0; place < PLACES; place++) {
      values[3 * PLACES + place] = place < PLACES / 2 ? -10 : 10;
      values[PLACES + place] = place % 2 == 0 ? -1 : 1;
    }

    RgbImage image = FeatureColours.of(map(5, values));

    assertThat(pixel(image, 0, 0)).startsWith(0, 0);
    assertThat(pixel(image, 1, 0)).startsWith(0, 255);
    assertThat(pixel(image, 0, SIDE - 1)).startsWith(255, 0);
  }

  @Test
  void aMapThatDoesNotVaryIsGrey() {
    RgbImage image = FeatureColours.of(map(4, new float[4 * PLACES]));

    assertThat(image.rgb()).containsOnly((byte) 128);
  }

  @Test
  void aMapOfTwoChannelsIsDrawnToo() {
    assertThat(FeatureColours.of(random(2)).heightPixels()).isEqualTo(SIDE);
  }

  @Test
  void strengthIsTheMeanOfAbsoluteChannels() {
    float[] values = new float[2 * PLACES];
    values[5] = -3;
    values[PLACES + 5] = 1;

    float[] strength = map(2, values).meanAbsolute();

    assertThat(strength[5]).isEqualTo(2);
    assertThat(strength[4]).isZero();
  }

  private static FeatureMap random(int channels) {
    Random random = new Random(3);
    float[] values = new float[channels * PLACES];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return map(channels, values);
  }

  private static FeatureMap map(int channels, float[] values) {
    return new FeatureMap(new Intermediate(new long[] {1, channels, SIDE, SIDE}, values));
  }
}
