package io.understudy.pipeline.ablate;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Ablation;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.evaluate.Score;
import io.understudy.pipeline.train.ClipSet;
import io.understudy.pipeline.train.RunOptions;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains each row of an ablation study from the same seed on the same pairs for the same number of
 * steps, and has it judged. Each row has a folder of its own, where a study that was cut goes on; a
 * configuration that several tables have is trained once. One thread.
 */
public final class AblationStudy {
  private final Preset preset;
  private final ClipSet clips;
  private final TrainingSettings settings;
  private final RunOptions options;
  private final Path folder;

  /** A study in {@code folder}. */
  public AblationStudy(
      Preset preset, ClipSet clips, TrainingSettings settings, RunOptions options, Path folder) {
    this.preset = preset;
    this.clips = clips;
    this.settings = settings;
    this.options = options;
    this.folder = folder;
  }

  /** Judges trained weights. */
  @FunctionalInterface
  public interface Judge {
    /**
     * Means by label.
     *
     * @param preset name that the weights have
     */
    Map<String, Score> scores(String preset, Path weights);
  }

  /**
   * Trains and judges.
   *
   * @param started told each row before it is trained
   * @param stepped told each step
   * @return as many results, in the order of {@code rows}
   */
  public List<AblationResult> run(
      List<Ablation> rows, Judge judge, Consumer<Ablation> started, Consumer<StepReport> stepped)
      throws IOException {
    Map<ModelConfiguration, Map<String, Score>> known = new HashMap<>();
    List<AblationResult> results = new ArrayList<>();
    for (Ablation row : rows) {
      if (!known.containsKey(row.configuration())) {
        started.accept(row);
        known.put(row.configuration(), scores(row, judge, stepped));
      }
      results.add(new AblationResult(row, known.get(row.configuration())));
    }
    return results;
  }

  private Map<String, Score> scores(Ablation row, Judge judge, Consumer<StepReport> stepped)
      throws IOException {
    Preset variant = new Preset(name(row), row.configuration());
    Path place = folder.resolve(variant.name());
    try (Trainer trainer =
        new Trainer(Networks.initialWeights(variant, settings.seed()), settings)) {
      TrainingRun run = new TrainingRun(trainer, clips, clips, options, place);
      run.resume();
      run.run(stepped);
    }
    return judge.scores(variant.name(), place.resolve(WeightsFile.FILE_NAME));
  }

  /** For example {@code synergize-compact-synergizing-tab-2-mmc-sac}. */
  private String name(Ablation row) {
    String words = (row.table() + " " + row.row()).toLowerCase(Locale.ROOT);
    return preset.name() + "-" + words.replaceAll("[^a-z0-9]+", "-");
  }
}
