package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigurationTest {
  private static ModelConfiguration configuration(String preset) {
    return Presets.named(preset).configuration();
  }

  @ParameterizedTest
  @CsvSource({
    "fomm-compact, false, false, false",
    "mcnet-compact, false, true, false",
    "ostnet-live, false, false, true",
    "tpsm:memory:scale, false, true, true",
    "dagan, false, false, false",
    "synergize-compact, true, false, false",
    "understudy-live, true, false, true"
  })
  void whatANetworkHasItTells(String preset, boolean codebooks, boolean memory, boolean scale) {
    assertThat(configuration(preset).codebooks().isPresent()).isEqualTo(codebooks);
    assertThat(configuration(preset).memory().isPresent()).isEqualTo(memory);
    assertThat(configuration(preset).scaleTransformation().isPresent()).isEqualTo(scale);
  }

  @Test
  void theCodebooksOfTheUnionAreThoseItStandsOn() {
    assertThat(configuration("understudy-256").codebooks())
        .hasValue((SynergizeConfiguration) configuration("synergize-256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm-compact:scale", "ostnet-live:refiner", "mcnet-256"})
  void onSmallerPicturesKeypointsAndFlowKeepTheirResolution(String preset) {
    ModelConfiguration full = configuration(preset);
    ModelConfiguration small = full.forPictures(128).orElseThrow();

    assertThat(128 * small.denseMotion().scaleFactor()).isEqualTo(64);
    assertThat(128 * detector(small).scaleFactor()).isEqualTo(64);
    assertThat(small).isNotEqualTo(full);
    assertThat(full.forPictures(256)).hasValue(full);
    assertThat(full.usualTrainingPixels()).isEqualTo(128);
  }

  private static KeypointDetectorConfiguration detector(ModelConfiguration configuration) {
    return configuration instanceof McnetConfiguration mcnet
        ? mcnet.keypointDetector()
        : ((FommConfiguration) configuration).keypointDetector();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dagan", "tpsm", "synergize-compact", "understudy-live"})
  void aNetworkThatHasItsOwnSizeOnlyIsForNoOther(String preset) {
    assertThat(configuration(preset).forPictures(128)).isEmpty();
    assertThat(configuration(preset).forPictures(256)).hasValue(configuration(preset));
    assertThat(configuration(preset).usualTrainingPixels()).isEqualTo(256);
  }

  @Test
  void aSizeAtWhichNoResolutionIsKeptIsRefused() {
    assertThatThrownBy(() -> configuration("fomm-compact").forPictures(192))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scaleFactor must be 1, 0.5, 0.25 or 0.125, got 0.33");
  }
}
