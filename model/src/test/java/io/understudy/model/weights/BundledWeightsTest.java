package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.TrainingRecord.Origin;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledWeightsTest {
  private static final int MOST_BYTES = 25_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fomm-compact",
        "ostnet-compact",
        "ostnet-live",
        "synergize-compact",
        "understudy-compact",
        "understudy-live"
      })
  void bundledWeightsAreTrainedAndFitTheirPresetWithTheRefiner(String name) {
    ModelConfiguration refined = Presets.named(name + ":refiner").configuration();

    Weights weights = BundledWeights.find(Presets.named(name)).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(new Preset(name, refined));
    assertThat(weights.description().training().origin()).isEqualTo(Origin.TRAINED);
    WeightsCheck.verify(Networks.specs(refined), weights);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "face-detail",
        "face-refiner",
        "fomm-compact",
        "ostnet-compact",
        "ostnet-live",
        "synergize-compact",
        "understudy-compact",
        "understudy-live"
      })
  void theirFilesAreSmall(String name) throws IOException {
    try (InputStream content = BundledWeights.class.getResourceAsStream(name + ".safetensors")) {
      assertThat(content.readAllBytes().length).isLessThan(MOST_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live:refiner", "ostnet-live:detail:refiner"})
  void aNameThatAsksForTheRefinerGetsTheSameTensors(String name) {
    Preset asked = Presets.named(name);

    Weights weights = BundledWeights.find(asked).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(asked);
    assertThat(weights.id())
        .isEqualTo(BundledWeights.find(Presets.named("ostnet-live")).orElseThrow().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live:detail", "ostnet-live:refiner:detail"})
  void aNameThatAsksForTheDetailAloneGetsNoRefiner(String name) {
    Preset asked = Presets.named(name);

    Weights weights = BundledWeights.find(asked).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(asked);
    WeightsCheck.verify(Networks.specs(asked.configuration()), weights);
  }

  @Test
  void aPresetWithoutTrainedWeightsHasNone() {
    assertThat(BundledWeights.find(Presets.named("synergize-256"))).isEmpty();
  }
}
