package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.preset.Presets;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
  private static final long[] SHAPE = {100, 100};

  @Test
  void aSeedGivesTheSameValuesWhateverTheNeighbours() {
    ParameterSpec spec = spec("a.weight", Initializer.fanIn(9));
    Weights alone = InitialWeights.of(Presets.named("fomm"), List.of(spec), 7);
    Weights among =
        InitialWeights.of(
            Presets.named("fomm"), List.of(spec("b.weight", Initializer.ONES), spec), 7);

    assertThat(alone.tensor("a.weight").bytes()).isEqualTo(among.tensor("a.weight").bytes());
    assertThat(alone.id()).isEqualTo("initial-7");
  }

  @Test
  void anotherSeedGivesOtherValues() {
    ParameterSpec spec = spec("a.weight", Initializer.fanIn(9));

    assertThat(InitialWeights.tensor(spec, 1).bytes())
        .isNotEqualTo(InitialWeights.tensor(spec, 2).bytes());
  }

  @Test
  void uniformValuesFillTheirBoundEvenly() {
    float[] values = values(new Initializer.Uniform(2));

    assertThat(mean(values)).isCloseTo(0, within(0.05));
    assertThat(deviation(values)).isCloseTo(2 / Math.sqrt(3), within(0.05));
    for (float value : values) {
      assertThat(value).isBetween(-2f, 2f);
    }
  }

  @Test
  void normalValuesHaveTheirDeviation() {
    float[] values = values(new Initializer.Normal(0.5f));

    assertThat(mean(values)).isCloseTo(0, within(0.02));
    assertThat(deviation(values)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void repeatedValuesFillTheTensor() {
    assertThat(values(new Initializer.Repeated(1, 0, 0, 1)))
        .startsWith(1, 0, 0, 1, 1, 0, 0, 1)
        .hasSize(10_000);
  }

  private static float[] values(Initializer initializer) {
    float[] values = new float[10_000];
    InitialWeights.tensor(spec("a.weight", initializer), 3).floats().get(values);
    return values;
  }

  private static ParameterSpec spec(String name, Initializer initializer) {
    return new ParameterSpec(name, SHAPE, initializer, Kind.PARAMETER);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum / values.length);
  }
}
