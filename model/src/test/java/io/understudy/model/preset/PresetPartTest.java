package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.weights.ParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetPartTest {
  private static ModelConfiguration configuration(String name) {
    return Presets.named(name).configuration();
  }

  /** A preset that has a place for the part. */
  private static String host(PresetPart part) {
    return switch (part) {
      case MEMORY, SCALE -> "tpsm";
      case NO_ST, NO_SE, NO_DV -> "ostnet-compact";
      case QUERIES -> "understudy-compact";
      default -> "mcnet-compact";
    };
  }

  @ParameterizedTest
  @EnumSource
  void aPartChangesThePresetWhoseNameThenTellsOfIt(PresetPart part) {
    Preset host = Presets.named(host(part));

    Preset changed = Presets.named(host(part) + ":" + part.spelling());

    assertThat(changed.name()).isEqualTo(host.name() + ":" + part.spelling());
    assertThat(changed.configuration()).isNotEqualTo(host.configuration());
    assertThat(
            RecordJson.readConfiguration(
                RecordJson.write((Record) changed.configuration()), "weights"))
        .isEqualTo(changed.configuration());
    assertThat(Presets.named(changed.name())).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "mcnet-compact, Baseline, :no-memory",
    "mcnet-compact, + MCM, :mcm-only",
    "mcnet-compact, + MCM w/o Eq. 4, :mcm-only:no-split",
    "mcnet-compact, pe(10), :positions",
    "mcnet-compact, pe(20), :positions-20",
    "mcnet-compact, ISCM w/o feature, :no-pooled",
    "mcnet-compact, ISCM w/o keypoints, :no-keypoints",
    "mcnet-compact, single layer, :first-layer",
    "mcnet-compact, w/o dynamic convolution, :plain-convolution",
    "ostnet-compact, + ST, :no-se",
    "ostnet-compact, w/o DV, :no-dv"
  })
  void theRowsOfThePapersTablesCanBeNamed(String preset, String row, String parts) {
    Ablation ablation =
        Ablations.of(Presets.named(preset)).stream()
            .filter(candidate -> candidate.row().equals(row))
            .findFirst()
            .orElseThrow();

    ModelConfiguration named = configuration(preset + parts);

    assertThat(silent(named)).isEqualTo(silent(ablation.configuration()));
  }

  /** Switches that are left out count as released. */
  private static ModelConfiguration silent(ModelConfiguration configuration) {
    Host host = (Host) configuration;
    return host.with(
        host.memory().map(sizes -> sizes.with(sizes.switchesOrReleased())), host.scale());
  }

  @Test
  void thePapersReadingsTogetherAreThePaper() {
    assertThat(
            configuration(
                "mcnet:halves:demodulated:two-dynamic:projection:unscaled:four-layers:whole-feature"))
        .isEqualTo(configuration("mcnet:paper"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm-compact", "dagan", "tpsm", "mcnet-compact:no-memory"})
  void memoryAndScaleTransformationPlugIntoEveryHost(String name) {
    Host host = (Host) configuration(name + ":memory:scale");

    assertThat(host.memory()).isPresent();
    assertThat(host.scale()).isEqualTo(Optional.of(ScaleConfiguration.complete()));
    List<String> names =
        Networks.specs(configuration(name + ":memory:scale")).stream()
            .map(ParameterSpec::name)
            .toList();
    assertThat(names)
        .anyMatch(tensor -> tensor.contains("mbUnit.mb"))
        .anyMatch(tensor -> tensor.startsWith("scale_transform."))
        .anyMatch(tensor -> tensor.contains("scale_embedding."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm", "dagan", "tpsm", "ostnet"})
  void theMemoryOfAHostOfPublishedWidthIsThePublishedOne(String name) {
    assertThat(configuration(name + ":memory").memory()).hasValue(MemoryConfiguration.published());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm-compact", "ostnet-compact", "ostnet-live", "mcnet-compact"})
  void theMemoryOfANarrowHostIsNarrow(String name) {
    assertThat(configuration(name + ":memory").memory()).hasValue(MemoryConfiguration.compact());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fomm:halves",
        "fomm:no-se",
        "synergize:scale",
        "mcnet:queries",
        "fomm:memory:first-layer"
      })
  void aPartWithoutAPlaceIsRefused(String name) {
    assertThatThrownBy(() -> Presets.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no place for '" + name.substring(name.lastIndexOf(':') + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ostnet-live:memory", "ostnet-live:no-dv", "ostnet-live:refiner"})
  void whatLiesBeyondTheBorderStaysAsThePresetHasIt(String name) {
    assertThat(configuration(name).padsWithBorder()).isTrue();
    assertThat(configuration("mcnet-compact:scale").padsWithBorder()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"detail", "refiner"})
  void aDetailOfTheFaceNeedsItsLandmarks(String part) {
    assertThatThrownBy(() -> Presets.named("fomm:" + part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a detail of the face needs 11 keypoints or more and pictures of 3 channels, got 10 and 3");
    assertThatThrownBy(() -> Presets.named("tpsm:" + part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no place for '" + part + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fomm-compact", "ostnet-live", "synergize-compact", "understudy-live"})
  void whatDrawsMouthAndEyesAgainBringsTheDetail(String name) {
    ModelConfiguration refined = configuration(name + ":refiner");
    FaceDetailConfiguration detail = refined.faceDetail().orElseThrow();

    assertThat(detail.refiner()).contains(FaceRefinerConfiguration.usual());
    assertThat(configuration(name + ":detail:refiner")).isEqualTo(refined);
    assertThat(configuration(name + ":detail").faceDetail())
        .contains(FaceDetailConfiguration.usual());
    assertThat(configuration(name).faceDetail()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcnet:", "mcnet:half", "mcnet::halves"})
  void anUnknownPartIsRefusedWithTheKnownOnes(String name) {
    assertThatThrownBy(() -> Presets.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown part")
        .hasMessageContaining("plain-convolution, projection");
  }
}
