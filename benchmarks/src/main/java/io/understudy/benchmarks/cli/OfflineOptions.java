package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.engine.TrainingCase;
import io.understudy.benchmarks.engine.TrainingComparison;
import io.understudy.benchmarks.job.EvaluationComparison;
import io.understudy.model.preset.Preset;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
      description =
          "With --training: side of the pictures (default: 128, and 256 of networks that take no"
              + " other).")
  private Integer sizePixels;

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
    if (sizePixels != null && (sizePixels < 64 || sizePixels % 64 != 0)) {
      throw new BadInputException(
          "--size must be a multiple of 64, got %d; give another number".formatted(sizePixels));
    }
    if (pairs < 1 || evaluationFrames < 0) {
      throw new BadInputException(
          "--pairs must be 1 or more and --evaluation 0 or more, got %d and %d; give other numbers"
              .formatted(pairs, evaluationFrames));
    }
  }

  /** Measures what is wanted; {@code shown} takes each table as it is done. */
  void measure(
      UnderstudyConfiguration settings,
      List<Preset> presets,
      Rounds rounds,
      Consumer<Report> shown) {
    if (training) {
      training(presets.stream().map(this::trained).toList(), rounds, shown);
    }
    if (evaluationFrames > 0) {
      int cores = Runtime.getRuntime().availableProcessors();
      EvaluationComparison figures =
          EvaluationComparison.measure(settings, evaluationFrames, cores, rounds);
      shown.accept(evaluation(settings.model().preset(), figures, rounds.counted()));
    }
  }

  private TrainingCase trained(Preset preset) {
    return sizePixels == null ? TrainingCase.usual(preset) : new TrainingCase(preset, sizePixels);
  }

  private void training(List<TrainingCase> cases, Rounds rounds, Consumer<Report> shown) {
    List<String> leftOut =
        cases.stream().map(TrainingCase::refusal).flatMap(Optional::stream).toList();
    if (leftOut.size() == cases.size()) {
      throw new BadInputException(
          "no step of training can be measured: %s; choose other presets or leave --size out"
              .formatted(String.join("; ", leftOut)));
    }
    String title =
        "A step of training, seconds: median and least of %d rounds".formatted(rounds.counted())
            + leftOut.stream().map("%n%s"::formatted).collect(Collectors.joining());
    EachInTurn.measure(
        cases.stream().filter(trained -> trained.refusal().isEmpty()).toList(),
        trained -> TrainingComparison.measure(trained, pairs, rounds),
        comparisons -> shown.accept(training(title, comparisons)));
  }

  private static Report training(String title, List<TrainingComparison> comparisons) {
    return new Report(
        title,
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
