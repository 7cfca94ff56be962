package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.ClipSample;
import io.understudy.benchmarks.engine.TrainedPrecision;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.BundledWeights;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The part of {@code bench} about what {@code fast} changes in pictures of trained weights. */
final class PrecisionOptions {
  private static final List<String> COLUMNS =
      List.of("preset", "clips", "pictures", "least PSNR dB", "median PSNR dB");

  @Option(
      names = "--clips",
      paramLabel = "FOLDER",
      description =
          "Only compare pictures of fast with those of exact, on the .mp4 files and folders of"
              + " pictures in FOLDER, of the networks of --preset whose trained weights come along.")
  private Path folder;

  @Option(
      names = "--clip-frames",
      paramLabel = "N",
      description =
          "With --clips: pictures of each, the first and one in ten (default: ${DEFAULT-VALUE}).")
  private int frames = 5;

  /** Whether the user wants this part. */
  boolean wanted() {
    return folder != null;
  }

  void check() {
    if (frames < 1) {
      throw new BadInputException(
          "--clip-frames must be 1 or more, got %d; give another number".formatted(frames));
    }
    if (wanted()) {
      clips();
    }
  }

  /**
   * Compares.
   *
   * @param stop ends it; borrowed
   * @param shown takes the table
   * @throws CancellationException if the process is to end
   */
  void measure(List<Preset> presets, StopSignal stop, Consumer<Report> shown) {
    List<Preset> trained = presets.stream().filter(PrecisionOptions::isTrained).toList();
    if (trained.isEmpty()) {
      throw new BadInputException(
          "no trained weights of %s come along, --clips needs some: choose other presets"
              .formatted(names(presets)));
    }
    List<Preset> without = presets.stream().filter(preset -> !isTrained(preset)).toList();
    List<ClipSample> samples = samples();
    EachInTurn.measure(
        trained,
        preset ->
            TrainedPrecision.measure(BundledWeights.find(preset).orElseThrow(), samples, stop),
        figures -> shown.accept(table(figures, samples.size(), without)));
  }

  private static boolean isTrained(Preset preset) {
    return BundledWeights.find(preset).isPresent();
  }

  private static String names(List<Preset> presets) {
    return presets.stream().map(Preset::name).collect(Collectors.joining(", "));
  }

  private static Report table(List<TrainedPrecision> figures, int clips, List<Preset> without) {
    String title =
        "fast against exact with trained weights, each clip driving the next one's first picture";
    String leftOut =
        without.isEmpty()
            ? ""
            : "%nleft out, as no trained weights of them come along: %s".formatted(names(without));
    return new Report(
        title + leftOut,
        COLUMNS,
        figures.stream()
            .map(
                of ->
                    List.<Object>of(
                        of.preset(),
                        clips,
                        of.decibels().size(),
                        Rounded.to(of.leastDecibels(), 1),
                        Rounded.to(of.medianDecibels(), 1)))
            .toList());
  }

  private List<Clip> clips() {
    try {
      return new ClipFolder(folder).clips();
    } catch (IOException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private List<ClipSample> samples() {
    List<ClipSample> samples = new ArrayList<>();
    for (Clip clip : clips()) {
      try {
        samples.add(ClipSample.of(clip, frames));
      } catch (IOException | IllegalArgumentException e) {
        throw new BadInputException(e.getMessage(), e);
      }
    }
    return samples;
  }
}
