package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

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
