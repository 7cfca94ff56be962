package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.LayerProfile;
import io.understudy.benchmarks.engine.PrecisionComparison;
import io.understudy.benchmarks.engine.Rounds;
import io.understudy.benchmarks.job.JobComparison;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.operators.BatchOptions;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.cli.CommonOptions;
import io.understudy.pipeline.cli.ConfigurationOptions;
import io.understudy.pipeline.cli.ExitCode;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.cli.ReportOptions;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy bench}. */
@Command(
    name = "bench",
    description = {
      "Measure this machine: exact against fast, the bare engine against the whole job.",
      "What is compared runs side by side in this one process; read the ratios, and leave the"
          + " machine alone meanwhile."
    })
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;
  @Mixin private StreamOptions streams;
  @Mixin private OfflineOptions offline;
  @Mixin private PrecisionOptions precision;
  @Mixin private ResultsOptions results;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      split = ",",
      description = "Networks to measure, NAME[,NAME...] (default: all).")
  private List<String> presets = List.copyOf(Presets.names());

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only tell where a frame of these networks spends its time, by kind of layer,"
              + " NAME[,NAME...]; --rounds frames on one thread.")
  private List<String> profiled = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Measurements of each network, of which the median counts "
              + "(default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Measurements before that do not count (default: ${DEFAULT-VALUE}).")
  private int warmUpRounds = 2;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames through engine and job, at least 90, more with larger batches; 0 leaves the job out "
              + "(default: ${DEFAULT-VALUE}). The job's preset is model.preset.")
  private long frames = 500;

  @Override
  public Integer call() {
    report.check();
    check();
    PrintWriter out = spec.commandLine().getOut();
    List<Report> tables = new ArrayList<>();
    try (StopSignal stop = new StopSignal()) {
      try {
        measure(
            new Rounds(warmUpRounds, rounds, stop),
            table -> {
              report.print(table, out);
              tables.add(table);
            });
      } catch (CancellationException cut) {
        report.writeCut(tables);
        throw cut;
      }
    }
    report.write(tables);
    return ExitCode.OK;
  }

  private void measure(Rounds each, Consumer<Report> shown) {
    if (!profiled.isEmpty()) {
      profile(profiled.stream().map(BenchCommand::preset).toList(), each, shown);
      return;
    }
    UnderstudyConfiguration settings = configuration.read();
    PresetReenactorLoader.of(settings.model()).check();
    List<Preset> chosen = presets.stream().map(BenchCommand::preset).toList();
    if (precision.wanted()) {
      precision.measure(chosen, each.stop(), shown);
    } else if (offline.wanted()) {
      offline.measure(settings, chosen, each, shown);
    } else if (streams.wanted()) {
      streams.measure(settings, each.stop(), shown);
    } else {
      checkFrames(settings.live().batch());
      networks(chosen, each, shown);
      if (frames > 0) {
        JobComparison job = JobComparison.measure(settings, frames, each.stop());
        JobTables.of(settings.model(), job).forEach(shown);
      }
    }
  }

  private void checkFrames(BatchOptions batches) {
    int least = JobComparison.leastFrames(batches);
    if (frames != 0 && frames < least) {
      throw new BadInputException(
          "--frames must be 0 or at least %d, got %d; give another number"
              .formatted(least, frames));
    }
  }

  private void check() {
    streams.check();
    offline.check();
    precision.check();
    List<String> alone = alone();
    results.check(alone.isEmpty());
    if (alone.size() > 1) {
      throw new BadInputException(
          "%s are each measured alone: give one of them".formatted(String.join(" and ", alone)));
    }
    if (rounds < 1 || warmUpRounds < 0) {
      throw new BadInputException(
          "--rounds must be at least 1 and --warm-up at least 0, got %d and %d; give other numbers"
              .formatted(rounds, warmUpRounds));
    }
  }

  /** The parts that are wanted and leave no room for another, as options. */
  private List<String> alone() {
    Map<String, Boolean> parts = new LinkedHashMap<>();
    parts.put("--profile", !profiled.isEmpty());
    parts.put("--streams", streams.wanted());
    parts.put("--training or --evaluation", offline.wanted());
    parts.put("--clips", precision.wanted());
    return parts.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  private static Preset preset(String name) {
    try {
      return Presets.named(name);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private static void profile(List<Preset> chosen, Rounds each, Consumer<Report> shown) {
    // libtorch reads it once, before the first tensor of the process.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    for (Preset preset : chosen) {
      shown.accept(ProfileTable.of(LayerProfile.measure(preset, Precision.FAST, each)));
    }
  }

  private void networks(List<Preset> chosen, Rounds each, Consumer<Report> shown) {
    EachInTurn.measure(
        chosen,
        preset -> PrecisionComparison.measure(preset, each),
        comparisons -> {
          shown.accept(NetworkTable.of(comparisons, each.counted()));
          results.append(comparisons, each.counted());
        });
  }
}
