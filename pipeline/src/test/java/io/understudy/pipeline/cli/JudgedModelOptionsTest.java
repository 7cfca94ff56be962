package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.BundledWeights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JudgedModelOptionsTest {
  @TempDir private Path folder;

  @Test
  void judgesTheWeightsOfThisBuildWhereNoneAreGiven() {
    String bundled = BundledWeights.find(Presets.named("ostnet-compact")).orElseThrow().id();

    assertThat(loader("--preset", "ostnet-compact").check().id()).isEqualTo(bundled);
  }

  @Test
  void judgesUntrainedWeightsWhereThisBuildHasNone() {
    assertThat(loader("--preset", "mcnet-compact").check().id()).startsWith("initial-");
  }

  @Test
  void takesThePresetFromTheWeights() throws IOException {
    Path file = folder.resolve("fomm.safetensors");
    WeightsFile.write(Networks.initialWeights(Presets.named("fomm-compact"), 3), file);

    assertThat(loader("--weights", file).check().preset()).isEqualTo("fomm-compact");
    assertThatThrownBy(() -> loader("--weights", file, "--preset", "ostnet-compact").check())
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "weights %s belong to preset fomm-compact, not to ostnet-compact; choose that preset or"
                    .formatted(file)
                + " other weights");
  }

  @Test
  void needsWeightsOrAPreset() {
    assertThatThrownBy(JudgedModelOptionsTest::loader)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("neither weights nor a preset are given");
  }

  private static PresetReenactorLoader loader(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return CommandLine.populateCommand(new JudgedModelOptions(), words).loader();
  }
}
