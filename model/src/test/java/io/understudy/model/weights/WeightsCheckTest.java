package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsCheckTest {
  private static final Preset FOMM = Presets.named("fomm");
  private static final List<ParameterSpec> SPECS =
      List.of(
          spec("conv.weight", Kind.PARAMETER, 2, 3),
          spec("conv.bias", Kind.PARAMETER, 2),
          spec("norm.running_mean", Kind.BUFFER, 2),
          spec("norm.num_batches_tracked", Kind.COUNTER),
          spec("down.weight", Kind.DERIVED, 3, 1, 5, 5));

  @Test
  void countersAndDerivedTensorsMayBeAbsent() {
    Weights weights = weights(floats("conv.weight", 2, 3), floats("conv.bias", 2), mean());

    assertThatCode(() -> WeightsCheck.verify(FOMM, SPECS, weights)).doesNotThrowAnyException();
  }

  @Test
  void countersAndDerivedTensorsMayBePresent() {
    Weights weights =
        weights(
            floats("conv.weight", 2, 3),
            floats("conv.bias", 2),
            mean(),
            HostTensor.ofLongs("norm.num_batches_tracked", new long[0], new long[] {12}),
            floats("down.weight", 3, 1, 5, 5));

    assertThatCode(() -> WeightsCheck.verify(FOMM, SPECS, weights)).doesNotThrowAnyException();
  }

  @Test
  void oneErrorListsEverythingThatDoesNotFit() {
    Weights weights =
        weights(
            floats("conv.weight", 3, 2),
            HostTensor.ofFloats(
                "norm.running_mean", new long[] {2}, new float[] {0, Float.NEGATIVE_INFINITY}),
            floats("mystery.weight", 1),
            floats("another.bias", 1));

    assertThatThrownBy(() -> WeightsCheck.verify(FOMM, SPECS, weights))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights do not fit preset fomm-256: 1 missing (conv.bias);"
                + " 2 extra (another.bias, mystery.weight);"
                + " 1 mis-shaped (conv.weight F32 [3, 2] must have shape [2, 3]);"
                + " 1 not finite (norm.running_mean); import the checkpoint of that preset");
  }

  @Test
  void weightsOfAnotherPresetAreNamedAsSuch() {
    Weights weights = weights(floats("conv.weight", 2, 3));

    assertThatThrownBy(() -> WeightsCheck.verify(Presets.named("synergize"), SPECS, weights))
        .hasMessageMatching(
            "weights [0-9a-f]{16} belong to preset fomm-256, not to synergize-256:"
                + " choose that preset or other weights");
  }

  private static Weights weights(HostTensor... tensors) {
    return Weights.of(FOMM, TrainingRecord.imported("test"), List.of(tensors));
  }

  private static HostTensor mean() {
    return floats("norm.running_mean", 2);
  }

  private static HostTensor floats(String name, long... shape) {
    return HostTensor.ofFloats(name, shape, new float[(int) HostTensor.elements(name, shape)]);
  }

  private static ParameterSpec spec(String name, Kind kind, long... shape) {
    return new ParameterSpec(name, shape, Initializer.ZEROS, kind);
  }
}
