package io.understudy.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.SVD;
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
    assertThat(distance(first, first).orElseThrow()).isCloseTo(0, within(1e-6));
    assertThat(distance(first, moved).orElseThrow()).isCloseTo(25, within(1e-4));
  }

  @Test
  void alongOneAxisItIsTheDifferenceOfDeviations() {
    List<float[]> narrow = List.of(new float[] {-1, 0}, new float[] {0, 0}, new float[] {1, 0});
    List<float[]> wide = List.of(new float[] {-3, 0}, new float[] {0, 0}, new float[] {3, 0});
    assertThat(distance(narrow, wide).orElseThrow()).isCloseTo(4, within(1e-9));
  }

  @Test
  void alongDifferentAxesVariancesAddUp() {
    List<float[]> across = List.of(new float[] {-1, 0}, new float[] {1, 0});
    List<float[]> upright =
        List.of(new float[] {0, -1}, new float[] {0, 0}, new float[] {0, 0}, new float[] {0, 1});
    assertThat(distance(across, upright).orElseThrow()).isCloseTo(2 + 2 / 3.0, within(1e-9));
  }

  @Test
  void manyVectorsOfAKnownSpreadComeNearTheFormula() {
    double distance = distance(drawn(400, 3, 1, 5), drawn(300, 3, 2, 6)).orElseThrow();
    assertThat(distance).isCloseTo(3, within(0.4));
  }

  @Test
  void oneVectorHasNoSpread() {
    assertThat(distance(drawn(1, 3, 1, 0), drawn(5, 3, 1, 0))).isEmpty();
  }

  /** The last trace by singular values of the product of both centred sets: no root of a matrix. */
  @Test
  void fewerVectorsThanValuesGiveWhatSingularValuesGive() {
    List<float[]> first = drawn(12, 40, 1, 3);
    List<float[]> second = drawn(9, 40, 1.5, 4);

    assertThat(distance(first, second).orElseThrow())
        .isCloseTo(bySingularValues(first, second), within(1e-6));
  }

  @Test
  void lotsAddUpToTheWholeSet() {
    List<float[]> all = drawn(30, 6, 2, 1);
    List<float[]> other = drawn(20, 6, 1, 2);
    FeatureMoments lots = new FeatureMoments();
    lots.add(all.subList(0, 1));
    lots.add(List.of());
    lots.add(all.subList(1, 11));
    lots.add(all.subList(11, 30));

    assertThat(lots.count()).isEqualTo(30);
    assertThat(FrechetDistance.of(lots, moments(other)).orElseThrow())
        .isCloseTo(distance(all, other).orElseThrow(), within(1e-9));
  }

  @Test
  void vectorsOfTwoNetworksDoNotMix() {
    FeatureMoments three = moments(drawn(4, 3, 1, 0));

    assertThatThrownBy(() -> three.add(drawn(1, 4, 1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a vector has 4 values, those before have 3");
    assertThatThrownBy(() -> FrechetDistance.of(three, moments(drawn(4, 5, 1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vectors of 3 and of 5 values");
  }

  @Test
  void aFeatureThatIsNoNumberIsNamedAsTheCause() {
    List<float[]> broken = drawn(4, 3, 1, 0);
    broken.get(2)[1] = Float.NaN;

    assertThatThrownBy(() -> distance(broken, drawn(4, 3, 1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a feature may not be a number");
  }

  private static OptionalDouble distance(List<float[]> first, List<float[]> second) {
    return FrechetDistance.of(moments(first), moments(second));
  }

  private static FeatureMoments moments(List<float[]> vectors) {
    FeatureMoments moments = new FeatureMoments();
    moments.add(vectors);
    return moments;
  }

  private static double bySingularValues(List<float[]> first, List<float[]> second) {
    double[][] a = centred(first);
    double[][] b = centred(second);
    double distance = 0;
    for (int i = 0; i < first.get(0).length; i++) {
      int at = i;
      double one = first.stream().mapToDouble(vector -> vector[at]).average().orElseThrow();
      double other = second.stream().mapToDouble(vector -> vector[at]).average().orElseThrow();
      distance += (one - other) * (one - other);
    }
    double[] products = new double[a.length * b.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = dot(a[i / b.length], b[i % b.length]);
    }
    for (double[][] set : List.of(a, b)) {
      for (double[] row : set) {
        distance += dot(row, row);
      }
    }
    try (Mat matrix = new Mat(a.length, b.length, CV_64FC1);
        Mat values = new Mat()) {
      matrix.<DoubleBuffer>createBuffer().put(products);
      SVD.compute(matrix, values, SVD.NO_UV);
      DoubleBuffer found = values.createBuffer();
      while (found.hasRemaining()) {
        distance -= 2 * found.get();
      }
    }
    return distance;
  }

  /** Differences from the mean, scaled so that their products are the covariance. */
  private static double[][] centred(List<float[]> vectors) {
    int length = vectors.get(0).length;
    double[][] centred = new double[vectors.size()][length];
    for (int i = 0; i < length; i++) {
      int at = i;
      double mean = vectors.stream().mapToDouble(vector -> vector[at]).average().orElseThrow();
      for (int row = 0; row < centred.length; row++) {
        centred[row][i] = (vectors.get(row)[i] - mean) / Math.sqrt(vectors.size() - 1.0);
      }
    }
    return centred;
  }

  private static double dot(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
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
