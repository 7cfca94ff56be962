package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.TrainingRecord.Origin;
import org.junit.jupiter.api.Test;

class BundledWeightsTest {
  private static final long MOST_BYTES = 25_000_000;

  @Test
  void bundledWeightsAreTrainedFitTheirPresetAndAreSmall() {
    Preset preset = Presets.named("ostnet-compact");

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
