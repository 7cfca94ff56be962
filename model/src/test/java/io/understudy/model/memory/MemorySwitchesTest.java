package io.understudy.model.memory;

import static io.understudy.model.memory.SmallMemory.SIZES;
import static io.understudy.model.memory.SmallMemory.picture;
import static io.understudy.model.memory.SmallMemory.unet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import io.understudy.model.preset.RecordJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The readings and ablations of MCNet that a memory can be switched to. */
class MemorySwitchesTest {
  private static MemorySwitches with(
      Split split, Conditioning conditioning, KeyValue keyValue, Compensation compensation) {
    return new MemorySwitches(
        split, conditioning, keyValue, compensation, Levels.THREE, true, true, true, false, 0);
  }

  private static MemorySwitches code(boolean pooled, boolean keypoints, boolean positions) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        Levels.THREE,
        true,
        pooled,
        keypoints,
        positions,
        0);
  }

  private static MemorySwitches positions(int octaves) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        Levels.THREE,
        true,
        true,
        true,
        true,
        0,
        Optional.empty(),
        Optional.of(octaves));
  }

  private static MemorySwitches levels(Levels levels, boolean scaled) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        levels,
        scaled,
        true,
        true,
        false,
        0);
  }

  static List<Arguments> variants() {
    Split parity = Split.PARITY;
    Conditioning style = Conditioning.STYLE;
    KeyValue pair = KeyValue.DYNAMIC_PAIR;
    Compensation difference = Compensation.DIFFERENCE;
    return List.of(
        Arguments.of("paper", MemorySwitches.paper()),
        Arguments.of("halves", with(Split.HALVES, style, pair, difference)),
        Arguments.of("no split", with(Split.NONE, style, pair, difference)),
        Arguments.of("demodulated", with(parity, Conditioning.DEMODULATED, pair, difference)),
        Arguments.of("memory only", with(parity, Conditioning.NONE, pair, difference)),
        Arguments.of("two dynamic", with(parity, style, KeyValue.DYNAMIC_TWO, difference)),
        Arguments.of("plain", with(parity, style, KeyValue.PLAIN, difference)),
        Arguments.of("projection", with(parity, style, pair, Compensation.PROJECTION)),
        Arguments.of("without keypoints", code(true, false, false)),
        Arguments.of("without pooled feature", code(false, true, false)),
        Arguments.of("positions", code(true, true, true)),
        Arguments.of("positions by twenty octaves", positions(20)),
        Arguments.of("first level", levels(Levels.FIRST, true)),
        Arguments.of("four levels", levels(Levels.FOUR, true)),
        Arguments.of("unscaled attention", levels(Levels.THREE, false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void everySwitchChangesThePictureAndKeepsItFinite(String name, MemorySwitches switches) {
    float[] released = picture(unet(Optional.of(SIZES)));

    float[] picture = picture(unet(switches));

    assertThat(picture).hasSameSizeAs(released).isNotEqualTo(released);
    for (float value : picture) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void switchesSurviveTheWayThroughJson(String name, MemorySwitches switches) {
    McnetConfiguration configuration = unet(switches);

    assertThat(RecordJson.readConfiguration(RecordJson.write(configuration), "weights"))
        .isEqualTo(configuration);
  }

  @Test
  void theReleasedSwitchesAreTheDefault() {
    assertThat(picture(unet(MemorySwitches.released())))
        .isEqualTo(picture(unet(Optional.of(SIZES))));
  }

  @Test
  void octavesOfPositionsThatAreNotEncodedAreRefused() {
    assertThatThrownBy(
            () ->
                new MemorySwitches(
                    Split.PARITY,
                    Conditioning.STYLE,
                    KeyValue.DYNAMIC_PAIR,
                    Compensation.DIFFERENCE,
                    Levels.THREE,
                    true,
                    true,
                    true,
                    false,
                    0,
                    Optional.empty(),
                    Optional.of(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positionOctaves is 20, which needs keypointPositions");
  }

  @Test
  void aScaleCodeThatSeesNothingIsRefused() {
    assertThatThrownBy(() -> code(false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got neither");
  }
}
