package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.weights.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AblationsTest {
  @ParameterizedTest
  @ValueSource(strings = {"synergize-compact", "understudy-compact", "ostnet-compact"})
  void theLastRowOfEachTableIsThePresetItself(String name) {
    Preset preset = Presets.named(name);

    List<Ablation> rows = Ablations.of(preset);

    for (int i = 0; i < rows.size(); i++) {
      boolean last = i + 1 == rows.size() || !rows.get(i + 1).table().equals(rows.get(i).table());
      boolean wanted = last || rows.get(i).row().equals("+ MMC + MAC");
      assertThat(rows.get(i).configuration().equals(preset.configuration()))
          .as(rows.get(i).row())
          .isEqualTo(wanted);
    }
  }

  @Test
  void rowsOfTheCodebooksAddThemOneByOne() {
    List<Ablation> rows = Ablations.of(Presets.named("synergize-compact"));

    assertThat(rows)
        .extracting(Ablation::row)
        .containsExactly(
            "Baseline",
            "+ SMC",
            "+ MMC",
            "+ MMC + SAC",
            "+ MMC + MAC",
            "all codes at all scales",
            "codes split between scales",
            "codes allocated");
    assertThat(elements(rows.get(0), "quantize_")).isZero();
    assertThat(elements(rows.get(1), "warped_source_enc_"))
        .isPositive()
        .isLessThan(elements(rows.get(2), "warped_source_enc_"));
    assertThat(elements(rows.get(2), "quantize_app")).isZero();
    assertThat(elements(rows.get(3), "to_app_feat_"))
        .isPositive()
        .isLessThan(elements(rows.get(4), "to_app_feat_"));
    assertThat(elements(rows.get(5), "")).isEqualTo(elements(rows.get(7), ""));
  }

  @Test
  void rowsOfTheMemoryAndOfTheScaleAddTheirParts() {
    List<Ablation> memory = Ablations.of(Presets.named("mcnet-compact"));
    List<Ablation> scale = Ablations.of(Presets.named("ostnet-compact"));

    assertThat(elements(memory.get(0), "mbUnit")).isZero();
    assertThat(elements(memory.get(1), "style")).isZero();
    assertThat(elements(memory.get(3), "style")).isPositive();
    assertThat(elements(scale.get(0), "scale_")).isZero();
    assertThat(elements(scale.get(1), "scale_embedding")).isZero();
    assertThat(elements(scale.get(2), "scale_embedding")).isPositive();
    assertThat(elements(scale.get(3), "localisation.0.weight"))
        .isLessThan(elements(scale.get(4), "localisation.0.weight"));
  }

  /** NETWORKS section 2.2: 15 keypoints, of each number its sine and cosine in every octave. */
  @ParameterizedTest
  @CsvSource({"MCNet, 30", "pe(10), 630", "pe(20), 1230"})
  void theScaleCodeSeesAsManyNumbersAsItsOctavesGive(String row, int numbers) {
    Preset preset = Presets.named("mcnet-compact");
    Ablation found =
        Ablations.of(preset).stream()
            .filter(candidate -> candidate.row().equals(row))
            .findFirst()
            .orElseThrow();
    int pooled = 96;
    int hidden = 64;

    assertThat(elements(found, "style_route.0.weight"))
        .isEqualTo((long) hidden * (pooled + numbers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcnet-compact", "understudy-compact"})
  void everyRowIsANetworkThatCanBeMade(String name) {
    for (Ablation row : Ablations.of(Presets.named(name))) {
      assertThat(elements(row, "")).as(row.row()).isPositive();
    }
  }

  @Test
  void aNetworkThatNoPaperAblatesIsRefused() {
    assertThatThrownBy(() -> Ablations.of(Presets.named("fomm-compact")))
        .hasMessageContaining("fomm-compact has no ablations");
  }

  /** Elements of the tensors whose name contains {@code part}. */
  private static long elements(Ablation row, String part) {
    long sum = 0;
    for (ParameterSpec spec : Networks.specs(row.configuration())) {
      if (spec.name().contains(part)) {
        long elements = 1;
        for (long size : spec.shape()) {
          elements *= size;
        }
        sum += elements;
      }
    }
    return sum;
  }
}
