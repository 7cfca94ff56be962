package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.engine.TrainingComparison;
import io.understudy.benchmarks.job.EvaluationComparison;
import io.understudy.model.preset.Preset;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The parts of {@code bench} about training and evaluation. */
final class OfflineOptions {
  @Option(
      names = "--training",
      description =
          "Only measure a step of training of the networks of --preset in exact and in fast.")
  private boolean training;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "With --training: side of the pictures (default: ${DEFAULT-VALUE}).")
  private int sizePixels = 128;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "With --training: pairs in a batch (default: ${DEFAULT-VALUE}).")
  private int pairs = 6;

  @Option(
      names = "--evaluation",
      paramLabel = "N",
      description =
          "Only measure an evaluation of six rendered clips of N frames as a plain loop and as a"
              + " Flink job, one clip at a time and more, up to the cores. The preset is"
              + " model.preset.")
  private int evaluationFrames;

  /** Whether the user wants one of these parts. */
  boolean wanted() {
    return training || evaluationFrames != 0;
  }

  void check() {
    if (sizePixels < 64 || sizePixels % 64 != 0 || pairs < 1 || evaluationFrames < 0) {
      throw new BadInputException(
          "--size must be a multiple of 64, --pairs 1 or more and --evaluation 0 or more, got %d, %d and %d; give other numbers"
              .formatted(sizePixels, pairs, evaluationFrames));
    }
  }

  /** Measures what is wanted; {@code shown} takes each table as it is done. */
  void measure(
      UnderstudyConfiguration settings,
      List<Preset> presets,
      Rounds rounds,
      Consumer<Report> shown) {
    if (training) {
      EachInTurn.measure(
          presets,
          preset -> TrainingComparison.measure(preset, sizePixels, pairs, rounds),
          comparisons -> shown.accept(training(comparisons, rounds.counted())));
    }
    if (evaluationFrames > 0) {
      int cores = Runtime.getRuntime().availableProcessors();
      EvaluationComparison figures =
          EvaluationComparison.measure(settings, evaluationFrames, cores, rounds);
      shown.accept(evaluation(settings.model().preset(), figures, rounds.counted()));
    }
  }

  private static Report training(List<TrainingComparison> comparisons, int rounds) {
    return new Report(
        "A step of training, seconds: median and least of %d rounds".formatted(rounds),
        List.of("preset", "size", "pairs", "exact", "least", "fast", "least", "ratio"),
        comparisons.stream()
            .map(
                both ->
                    List.<Object>of(
                        both.preset(),
                        both.sizePixels(),
                        both.pairs(),
                        Rounded.to(both.exact().medianSeconds(), 3),
                        Rounded.to(both.exact().leastSeconds(), 3),
                        Rounded.to(both.fast().medianSeconds(), 3),
                        Rounded.to(both.fast().leastSeconds(), 3),
                        Rounded.to(both.ratio(), 2)))
            .toList());
  }

  private static Report evaluation(String preset, EvaluationComparison figures, int rounds) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("plain loop", figures.loop(), figures));
    for (int i = 0; i < figures.jobs().size(); i++) {
      rows.add(row("Flink job, %d at a time".formatted(i + 1), figures.jobs().get(i), figures));
    }
    return new Report(
        "Evaluation of %d clips of %d frames with %s, seconds: median and least of %d rounds"
            .formatted(figures.clips(), figures.frames(), preset, rounds),
        List.of("way", "seconds", "least", "loop over this"),
        rows);
  }

  private static List<Object> row(String way, Times times, EvaluationComparison figures) {
    return List.of(
        way,
        Rounded.to(times.medianSeconds(), 2),
        Rounded.to(times.leastSeconds(), 2),
        Rounded.to(figures.loop().medianSeconds() / times.medianSeconds(), 2));
  }
}
