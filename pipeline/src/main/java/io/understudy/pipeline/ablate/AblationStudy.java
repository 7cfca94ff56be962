package io.understudy.pipeline.ablate;

import io.understudy.model.preset.Ablation;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.training.TrainingStart;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.evaluate.Score;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.train.RunListener;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Trains each row of an ablation study from the same seed on the same pairs for the same number of
 * steps, from what training starts with, and has it judged. Each row has a folder of its own, where
 * a study that was cut goes on; a configuration that several tables have is trained once. One
 * thread.
 */
public final class AblationStudy {
  private final Preset preset;
  private final RunRequest budget;

  /**
   * A study of {@code preset}.
   *
   * @param budget what each row's run is asked for; the study's folder stands for the runs'
   * @throws IllegalArgumentException if the preset looks at faces again, which no row trains
   */
  public AblationStudy(Preset preset, RunRequest budget) {
    if (preset.configuration().faceDetail().isPresent()) {
      throw new IllegalArgumentException(
          "preset %s looks at faces again, which a study neither trains nor compares: leave its parts 'detail' and 'refiner' out"
              .formatted(preset.name()));
    }
    this.preset = preset;
    this.budget = budget;
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
   * Trains and judges. A process that is to end waits for the step or the frames under way.
   *
   * @param listeners asked for the listener of each row before it is trained
   * @return as many results, in the order of {@code rows}
   * @throws CancellationException if the process is to end
   */
  public List<AblationResult> run(
      List<Ablation> rows, Judge judge, Function<Ablation, RunListener> listeners)
      throws IOException {
    Map<ModelConfiguration, Map<String, Score>> known = new HashMap<>();
    List<AblationResult> results = new ArrayList<>();
    try (StopSignal stop = new StopSignal()) {
      for (Ablation row : rows) {
        if (!known.containsKey(row.configuration())) {
          Path weights = train(row, listeners.apply(row));
          stop.endIfGiven("the study was stopped; the same command goes on with it");
          known.put(row.configuration(), judge.scores(name(row), weights));
        }
        results.add(new AblationResult(row, known.get(row.configuration())));
      }
    }
    return results;
  }

  /** The file of the row's weights. */
  private Path train(Ablation row, RunListener listener) throws IOException {
    Preset variant = new Preset(name(row), row.configuration());
    Path place = budget.out().resolve(variant.name());
    Weights initial = TrainingStart.of(variant, budget.settings().seed());
    TrainingRun.prepare(budget.into(place), initial).run(listener);
    return place.resolve(WeightsFile.FILE_NAME);
  }

  /** For example {@code synergize-compact-synergizing-tab-2-mmc-sac}. */
  private String name(Ablation row) {
    String words = (row.table() + " " + row.row()).toLowerCase(Locale.ROOT);
    return preset.name() + "-" + words.replaceAll("[^a-z0-9]+", "-");
  }
}
