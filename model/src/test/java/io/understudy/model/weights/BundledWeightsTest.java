package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.TrainingRecord.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledWeightsTest {
  private static final long MOST_BYTES = 25_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ostnet-compact",
        "ostnet-live",
        "synergize-compact",
        "understudy-compact",
        "understudy-live"
      })
  void bundledWeightsAreTrainedFitTheirPresetAndAreSmall(String name) {
    Preset preset = Presets.named(name);

    Weights weights = BundledWeights.find(preset).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(preset);
    assertThat(weights.description().training().origin()).isEqualTo(Origin.TRAINED);
    WeightsCheck.verify(Networks.specs(preset.configuration()), weights);
    assertThat(weights.tensors().stream().mapToLong(tensor -> tensor.bytes().remaining()).sum())
        .isLessThan(MOST_BYTES);
  }

  @Test
  void aPresetWithoutTrainedWeightsHasNone() {
    assertThat(BundledWeights.find(Presets.named("synergize-256"))).isEmpty();
  }
}
