package io.understudy.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  @Test
  void aSetIsAsFarFromItselfMovedAsItWasMoved() {
    List<float[]> first = drawn(20, 6, 1, 0);
    List<float[]> moved = new ArrayList<>();
    for (float[] vector : first) {
      float[] other = vector.clone();
      other[0] += 3;
      other[1] -= 4;
      moved.add(other);
    }
    assertThat(FrechetDistance.of(first, first).orElseThrow()).isCloseTo(0, within(1e-6));
    assertThat(FrechetDistance.of(first, moved).orElseThrow()).isCloseTo(25, within(1e-4));
  }

  @Test
  void alongOneAxisItIsTheDifferenceOfDeviations() {
    List<float[]> narrow = List.of(new float[] {-1, 0}, new float[] {0, 0}, new float[] {1, 0});
    List<float[]> wide = List.of(new float[] {-3, 0}, new float[] {0, 0}, new float[] {3, 0});
    assertThat(FrechetDistance.of(narrow, wide).orElseThrow()).isCloseTo(4, within(1e-9));
  }

  @Test
  void alongDifferentAxesVariancesAddUp() {
    List<float[]> across = List.of(new float[] {-1, 0}, new float[] {1, 0});
    List<float[]> upright =
        List.of(new float[] {0, -1}, new float[] {0, 0}, new float[] {0, 0}, new float[] {0, 1});
    assertThat(FrechetDistance.of(across, upright).orElseThrow())
        .isCloseTo(2 + 2 / 3.0, within(1e-9));
  }

  @Test
  void manyVectorsOfAKnownSpreadComeNearTheFormula() {
    double distance = FrechetDistance.of(drawn(400, 3, 1, 5), drawn(300, 3, 2, 6)).orElseThrow();
    assertThat(distance).isCloseTo(3, within(0.4));
  }

  @Test
  void oneVectorHasNoSpread() {
    assertThat(FrechetDistance.of(drawn(1, 3, 1, 0), drawn(5, 3, 1, 0))).isEmpty();
  }

  private static List<float[]> drawn(int count, int length, double deviation, long seed) {
    Random random = new Random(seed);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[length];
      for (int k = 0; k < length; k++) {
        vector[k] = (float) (deviation * random.nextGaussian());
      }
      vectors.add(vector);
    }
    return vectors;
  }
}
