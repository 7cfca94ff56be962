package io.understudy.model.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {
  static Iterable<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyPresetSurvivesTheRoundTripThroughText(String name) {
    ModelConfiguration configuration = Presets.named(name).configuration();
    String text = RecordJson.write((Record) configuration).toString();

    assertThat(RecordJson.readConfiguration(JsonParser.parseString(text).getAsJsonObject(), "test"))
        .isEqualTo(configuration);
  }

  @Test
  void missingAndUnknownKeysAreNamedTogether() {
    JsonObject json = fomm();
    JsonObject dense = json.getAsJsonObject("denseMotion");
    dense.remove("blocks");
    dense.addProperty("blokcs", 5);

    assertThatThrownBy(() -> RecordJson.readConfiguration(json, "weights.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "weights.json.denseMotion must have exactly the keys of DenseMotionConfiguration:"
                + " missing [blocks], unknown [blokcs]");
  }

  @Test
  void aFractionWhereAWholeNumberBelongsIsRefused() {
    JsonObject json = fomm();
    json.getAsJsonObject("denseMotion").addProperty("blocks", 2.5);

    assertThatThrownBy(() -> RecordJson.readConfiguration(json, "weights.json"))
        .hasMessage("weights.json.denseMotion.blocks must be of type int, got 2.5");
  }

  @Test
  void aValueOutOfRangeIsRefusedWithItsPath() {
    JsonObject json = fomm();
    json.getAsJsonObject("keypointDetector").addProperty("keypoints", 0);

    assertThatThrownBy(() -> RecordJson.readConfiguration(json, "weights.json"))
        .hasMessage("weights.json.keypointDetector: keypoints must be from 1 to 100, got 0");
  }

  @Test
  void whatWasWrittenBeforeThereWasAScaleTransformationIsReadAsWithoutOne() {
    JsonObject written = RecordJson.write((Record) Presets.named("ostnet").configuration());
    assertThat(written.remove("scale")).isNotNull();

    McnetConfiguration read =
        (McnetConfiguration) RecordJson.readConfiguration(written, "weights.json");

    assertThat(read.scale()).isEmpty();
    assertThat(fomm().has("scale")).isFalse();
  }

  @Test
  void anUnknownNetworkIsRefused() {
    JsonObject json = fomm();
    json.addProperty("network", "vgg");

    assertThatThrownBy(() -> RecordJson.readConfiguration(json, "weights.json"))
        .hasMessage(
            "weights.json.network must be one of"
                + " [dagan, fomm, mcnet, synergize, tpsm, understudy], got \"vgg\"");
  }

  private static JsonObject fomm() {
    return RecordJson.write((Record) Presets.named("fomm").configuration());
  }
}
