package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenConfigurationTest {
  @Test
  void readsTheOptionsOfTheFirstOrderModel() {
    assertThat(GoldenConfiguration.read(fomm(0.25)))
        .isEqualTo(
            new FommConfiguration(
                new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
                new DenseMotionConfiguration(8, 32, 3, 0.25),
                new FommGeneratorConfiguration(8, 32, 2, 1),
                false));
  }

  @ParameterizedTest
  @CsvSource({"fomm_default_a, fomm-256", "synergize_default_a, synergize-256"})
  void theDefaultsOfTheOfficialCodeAreThePublishedPresets(String fixture, String preset)
      throws IOException {
    Path meta = Path.of("src/test/resources/golden").resolve(fixture).resolve("meta.json");

    assertThat(
            GoldenConfiguration.read(
                JsonParser.parseString(Files.readString(meta)).getAsJsonObject()))
        .isEqualTo(Presets.named(preset).configuration());
  }

  @Test
  void narrowWidthsAndSwitchesOfAFixtureAreRead() throws IOException {
    JsonObject meta = synergize();
    JsonObject options = meta.getAsJsonObject("config").getAsJsonObject("g");
    options.addProperty("wo_motion_cdbk_share", true);
    options.addProperty("app_codebook_split", false);
    options.add("connect_app_list", JsonParser.parseString("[\"32\"]"));
    meta.getAsJsonObject("config")
        .add("small", JsonParser.parseString("{\"ch\": [96, 64, 32, 32], \"mrfa_div\": 4}"));

    SynergizeConfiguration read = (SynergizeConfiguration) GoldenConfiguration.read(meta);

    assertThat(read.channels()).isEqualTo(new ScaleChannels(96, 64, 32, 32));
    assertThat(read.refinementDivisor()).isEqualTo(4);
    assertThat(read.motion().sharing()).isEqualTo(CodeSharing.SPLIT);
    assertThat(read.appearance().sharing()).isEqualTo(CodeSharing.SHARED);
    assertThat(read.appearance().scales()).isEqualTo(CodebookScales.SINGLE);
  }

  @Test
  void anUnknownOptionIsRefused() throws IOException {
    JsonObject meta = synergize();
    meta.getAsJsonObject("config").getAsJsonObject("g").addProperty("new_switch", true);

    assertThatThrownBy(() -> GoldenConfiguration.read(meta))
        .hasMessage("unknown options [new_switch]");
  }

  @Test
  void anUnusableOptionIsRefused() {
    assertThatThrownBy(() -> GoldenConfiguration.read(fomm(0.3)))
        .hasMessage("scaleFactor must be 1, 0.5, 0.25 or 0.125, got 0.3");
  }

  @Test
  void aMissingOptionIsNamed() {
    JsonObject meta = fomm(0.25);
    meta.getAsJsonObject("config").remove("gen");

    assertThatThrownBy(() -> GoldenConfiguration.read(meta))
        .hasMessage("option 'gen' is missing beside [common, kp]");
  }

  private static JsonObject synergize() throws IOException {
    Path meta = Path.of("src/test/resources/golden/synergize_default_a/meta.json");
    return JsonParser.parseString(Files.readString(meta)).getAsJsonObject();
  }

  private static JsonObject fomm(double scale) {
    return JsonParser.parseString(
            """
            {"kind": "fomm", "config": {
              "common": {"num_kp": 5, "num_channels": 3, "estimate_jacobian": true},
              "kp": {"temperature": 0.1, "block_expansion": 8, "max_features": 32,
                "scale_factor": %s, "num_blocks": 3},
              "gen": {"block_expansion": 8, "max_features": 32, "num_down_blocks": 2,
                "num_bottleneck_blocks": 1, "estimate_occlusion_map": true,
                "dense_motion_params": {"block_expansion": 8, "max_features": 32,
                  "num_blocks": 3, "scale_factor": 0.25}}}}
            """
                .formatted(scale))
        .getAsJsonObject();
  }
}
