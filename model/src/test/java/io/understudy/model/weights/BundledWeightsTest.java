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
  void bundledWeightsAreTrainedAndFitTheirPresetWithTheFacesDetail(String name) {
    ModelConfiguration detailed = Presets.named(name + ":detail").configuration();

    Weights weights = BundledWeights.find(Presets.named(name)).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(new Preset(name, detailed));
    assertThat(weights.description().training().origin()).isEqualTo(Origin.TRAINED);
    WeightsCheck.verify(Networks.specs(detailed), weights);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "face-detail",
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

  @Test
  void aNameThatAsksForTheDetailGetsTheSameTensors() {
    Preset asked = Presets.named("ostnet-live:detail");

    Weights weights = BundledWeights.find(asked).orElseThrow();

    assertThat(weights.description().asPreset()).isEqualTo(asked);
    assertThat(weights.id())
        .isEqualTo(BundledWeights.find(Presets.named("ostnet-live")).orElseThrow().id());
  }

  @Test
  void aPresetWithoutTrainedWeightsHasNone() {
    assertThat(BundledWeights.find(Presets.named("synergize-256"))).isEmpty();
  }
}
