package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.preset.Presets;
import io.understudy.model.training.LossTerm;
import io.understudy.pipeline.BadInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedPresetTest {
  @ParameterizedTest
  @CsvSource({
    "fomm-compact, 128",
    "mcnet-compact, 128",
    "ostnet-live:refiner, 128",
    "synergize-compact, 256",
    "understudy-live, 256",
  })
  void picturesAreSmallWhereTheNetworkTakesThem(String preset, int pixels) {
    assertThat(of(preset).usualSize()).isEqualTo(pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "fomm-compact, DRAWN, ostnet-compact",
    "synergize-compact, VISIBLE, mcnet-compact",
    "fomm-compact, CONSISTENCY, fomm-compact:memory",
    "ostnet-compact, CODES, synergize-compact",
    "mcnet-compact, REBUILT_FLOW, understudy-live",
    "fomm-compact, FROM_SMALLEST, understudy-live",
    "synergize-compact, RECTIFIED, understudy-live",
    "fomm-compact, FIDUCIALS, fomm-compact:scale",
  })
  void aLossThatAPresetHasNoPartForIsRefusedUnlessItWeighsNothing(
      String lacking, LossTerm term, String having) {
    assertThatThrownBy(() -> of(lacking).require(Map.of(term, 2.0), false, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("=2.0 would do nothing: preset " + lacking + " has no part");
    assertThatCode(() -> of(lacking).require(Map.of(term, 0.0), false, false))
        .doesNotThrowAnyException();
    assertThatCode(() -> of(having).require(Map.of(term, 2.0), false, false))
        .doesNotThrowAnyException();
  }

  @Test
  void lossesThatNeedLandmarksOrAPerceptualNetwork() {
    TrainedPreset preset = of("fomm-compact");

    assertThatThrownBy(() -> preset.require(Map.of(LossTerm.PERCEPTUAL, 5.0), false, true))
        .hasMessageStartingWith("--loss perceptual=5.0 would do nothing");
    assertThatThrownBy(() -> preset.require(Map.of(LossTerm.EXPRESSION, 5.0), true, false))
        .hasMessageContaining("needs landmarks");
    assertThatCode(
            () ->
                preset.require(
                    Map.of(LossTerm.PERCEPTUAL, 5.0, LossTerm.EXPRESSION, 5.0), true, true))
        .doesNotThrowAnyException();
  }

  private static TrainedPreset of(String preset) {
    return new TrainedPreset(Presets.named(preset));
  }
}
