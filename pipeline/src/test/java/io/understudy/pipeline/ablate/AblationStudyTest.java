package io.understudy.pipeline.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Ablation;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.training.TrainingStart;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.TrainingSchedule;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.train.RunListener;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationStudyTest {
  private static final long SEED = 3;
  private static final Preset FULL = Presets.named("synergize-compact");

  @TempDir private Path folder;

  /** The only clip is broken: what a row would begin with lies in its folder all the same. */
  @Test
  void rowsBeginWithWhatTrainingBeginsWith() throws IOException {
    Files.writeString(folder.resolve("anna_1_1.mp4"), "no film at all");
    Ablation row = new Ablation("Tab. 2", "+ MMC + MAC", FULL.configuration());
    AblationStudy study = new AblationStudy(FULL, budget());

    assertThatThrownBy(
            () -> study.run(List.of(row), (name, weights) -> Map.of(), any -> new Silent()))
        .isInstanceOf(BadInputException.class);

    Weights began =
        WeightsFile.read(
            folder.resolve("study/synergize-compact-tab-2-mmc-mac/initial.safetensors"));
    Preset variant = began.description().asPreset();
    assertThat(end(began)).isEqualTo(end(TrainingStart.of(variant, SEED)));
    assertThat(end(began)).isNotEqualTo(end(Networks.initialWeights(variant, SEED)));
  }

  /** Of the decoder, which training lets pass the warped source at first. */
  private static FloatBuffer end(Weights weights) {
    return weights.tensor("net_g.generator.blocks.18.weight").floats();
  }

  private RunRequest budget() {
    return new RunRequest(
        new TrainingData(folder),
        Optional.of(folder),
        folder.resolve("study"),
        new TrainingSettings(
            256,
            Precision.FAST,
            OptimizerSettings.published(1e-4),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            SEED),
        new TrainingSchedule(1, 1, 1e-4, 1, 1, SEED),
        Optional::empty,
        Optional.empty(),
        AdversarialSettings.NONE,
        1,
        1,
        Duration.ofMinutes(1),
        Optional.empty());
  }

  private static final class Silent implements RunListener {
    @Override
    public void skipped(String reason) {}

    @Override
    public void checkpointFailed(String reason) {}

    @Override
    public void stepped(StepReport report) {}
  }
}
