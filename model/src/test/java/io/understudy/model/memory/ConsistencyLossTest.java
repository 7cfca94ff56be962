package io.understudy.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.preset.ConsistencyForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss and its gradient against both worked out by hand, plane by plane. */
class ConsistencyLossTest {
  private static final int PLANES = 6;
  private static final int MEMORY = 4;

  /** Sides of the maps that ask: the memory's own, a larger one and a smaller one. */
  private static final int[] FEATURES = {MEMORY, 7, 3};

  /**
   * What one map adds, and how that changes with each number of its values.
   *
   * @param gradient plane by plane, row by row
   */
  private record Term(double loss, double[] gradient) {
    static Term of(ConsistencyForm form, float[] values, float[] features, int side) {
      boolean whole = form == ConsistencyForm.WHOLE_FEATURE;
      double[][] toValues = whole ? weights(MEMORY, side) : weights(MEMORY, MEMORY);
      double[][] toFeatures = whole ? weights(side, side) : weights(side, MEMORY);
      int compared = toValues.length;
      double count = (double) PLANES * compared * compared;
      double loss = 0;
      double[] gradient = new double[values.length];
      for (int plane = 0; plane < PLANES; plane++) {
        for (int y = 0; y < compared; y++) {
          for (int x = 0; x < compared; x++) {
            double apart =
                at(values, plane, toValues, y, x) - at(features, plane, toFeatures, y, x);
            loss += Math.abs(apart) / count;
            for (int i = 0; i < MEMORY; i++) {
              for (int j = 0; j < MEMORY; j++) {
                gradient[(plane * MEMORY + i) * MEMORY + j] +=
                    Math.signum(apart) * toValues[y][i] * toValues[x][j] / count;
              }
            }
          }
        }
      }
      return new Term(loss, gradient);
    }

    private static double at(float[] planes, int plane, double[][] weights, int y, int x) {
      int side = weights[0].length;
      double sum = 0;
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < side; j++) {
          sum += weights[y][i] * weights[x][j] * planes[(plane * side + i) * side + j];
        }
      }
      return sum;
    }

    /** Bilinear, corners on corners: what each of {@code from} places gives to each of the new. */
    private static double[][] weights(int from, int to) {
      double[][] weights = new double[to][from];
      for (int i = 0; i < to; i++) {
        double place = (double) i * (from - 1) / (to - 1);
        for (int j = 0; j < from; j++) {
          weights[i][j] = Math.max(0, 1 - Math.abs(place - j));
        }
      }
      return weights;
    }
  }

  private final Random random = new Random(11);

  private float[] drawn(int side) {
    float[] numbers = new float[PLANES * side * side];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static NDArray learning(Execution execution, float[] numbers, int side) {
    NDArray map = execution.manager().create(numbers, new Shape(2, PLANES / 2, side, side));
    map.setRequiresGradient(true);
    return map;
  }

  @ParameterizedTest
  @EnumSource
  void eachFormIsTheMeanDifferenceOfEachMapAndTeachesTheValuesAlone(ConsistencyForm form) {
    List<NDArray> maps = new ArrayList<>();
    List<Term> expected = new ArrayList<>();
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        ConsistencyLoss loss = new ConsistencyLoss(execution.kernels(), form);
        Scope scope = new Scope()) {
      for (int side : FEATURES) {
        float[] features = drawn(side);
        float[] values = drawn(MEMORY);
        expected.add(Term.of(form, values, features, side));
        maps.add(learning(execution, values, MEMORY));
        maps.add(learning(execution, features, side));
        loss.accept("mcm.feat_" + side, maps.get(maps.size() - 1));
        loss.accept("mcm.value_" + side, maps.get(maps.size() - 2));
      }

      List<NDArray> gradients = execution.kernels().callForList("gradients", loss.value(), maps);

      assertThat((double) loss.value().getFloat())
          .isCloseTo(expected.stream().mapToDouble(Term::loss).sum(), within(1e-5));
      for (int i = 0; i < FEATURES.length; i++) {
        float[] ofValues = gradients.get(2 * i).toFloatArray();
        double[] wanted = expected.get(i).gradient();
        assertThat(Arrays.stream(wanted).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
        for (int j = 0; j < wanted.length; j++) {
          assertThat((double) ofValues[j]).isCloseTo(wanted[j], within(1e-6));
        }
        assertThat(gradients.get(2 * i + 1).size()).as("the features have no gradient").isZero();
      }
    }
  }

  @Test
  void theFormsDifferWhereAMapHasNotTheMemorysSize() {
    float[] values = drawn(MEMORY);
    float[] same = drawn(MEMORY);
    float[] large = drawn(7);

    assertThat(loss(ConsistencyForm.WHOLE_FEATURE, values, same, MEMORY))
        .isEqualTo(loss(ConsistencyForm.RESIZED_FEATURE, values, same, MEMORY));
    assertThat(loss(ConsistencyForm.WHOLE_FEATURE, values, large, 7))
        .isNotCloseTo(loss(ConsistencyForm.RESIZED_FEATURE, values, large, 7), within(1e-3f));
  }

  private static float loss(ConsistencyForm form, float[] values, float[] features, int side) {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        ConsistencyLoss loss = new ConsistencyLoss(execution.kernels(), form);
        Scope scope = new Scope()) {
      loss.accept("mcm.feat", learning(execution, features, side));
      loss.accept("mcm.value", learning(execution, values, MEMORY));
      return loss.value().getFloat();
    }
  }
}
