package io.understudy.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingCaseTest {
  @ParameterizedTest
  @CsvSource({
    "fomm-compact, 128",
    "ostnet-live, 128",
    "mcnet-256, 128",
    "dagan-256, 256",
    "synergize-compact, 256",
    "understudy-live, 256"
  })
  void theUsualSizeIsOneThatTheNetworkTrainsOn(String preset, int sizePixels) {
    TrainingCase usual = TrainingCase.usual(Presets.named(preset));

    assertThat(usual.sizePixels()).isEqualTo(sizePixels);
    assertThat(usual.refusal()).isEmpty();
  }

  @Test
  void whyAPresetIsLeftOutNamesItAndTheSizeThatItTakes() {
    assertThat(new TrainingCase(Presets.named("synergize-compact"), 128).refusal())
        .hasValue(
            "synergize-compact is left out, as it trains on pictures of 256 pixels only and --size is 128");
    assertThat(TrainingCase.usual(Presets.named("tpsm-256")).refusal()).isEmpty();
  }
}
