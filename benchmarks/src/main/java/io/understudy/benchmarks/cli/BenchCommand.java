package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.LayerProfile;
import io.understudy.benchmarks.engine.PrecisionComparison;
import io.understudy.benchmarks.job.JobComparison;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.cli.CommonOptions;
import io.understudy.pipeline.cli.ConfigurationOptions;
import io.understudy.pipeline.cli.ExitCode;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.cli.ReportOptions;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
  private static final int LEAST_FRAMES = 100;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;
  @Mixin private StreamOptions streams;
  @Mixin private OfflineOptions offline;

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
          "Frames through engine and job, at least 100; 0 leaves the job out "
              + "(default: ${DEFAULT-VALUE}). The job's preset is model.preset.")
  private long frames = 500;

  @Override
  public Integer call() {
    report.check();
    check();
    if (!profiled.isEmpty()) {
      profile(profiled.stream().map(BenchCommand::preset).toList());
      return ExitCode.OK;
    }
    UnderstudyConfiguration settings = configuration.read();
    PresetReenactorLoader.of(settings.model()).check();
    if (offline.wanted()) {
      offline(settings);
      return ExitCode.OK;
    }
    if (streams.wanted()) {
      streams(settings);
      return ExitCode.OK;
    }
    List<Preset> chosen = presets.stream().map(BenchCommand::preset).toList();
    PrintWriter out = spec.commandLine().getOut();
    List<Report> reports = new ArrayList<>();
    reports.add(networks(chosen, out));
    if (frames > 0) {
      JobComparison comparison = JobComparison.measure(settings, frames);
      for (Report table : JobTables.of(settings.model(), comparison)) {
        report.print(table, out);
        reports.add(table);
      }
    }
    report.write(reports);
    return ExitCode.OK;
  }

  private void check() {
    streams.check();
    offline.check();
    if (rounds < 1 || warmUpRounds < 0) {
      throw new BadInputException(
          "--rounds must be at least 1 and --warm-up at least 0, got %d and %d; give other numbers"
              .formatted(rounds, warmUpRounds));
    }
    if (frames != 0 && frames < LEAST_FRAMES) {
      throw new BadInputException(
          "--frames must be 0 or at least %d, got %d; give another number"
              .formatted(LEAST_FRAMES, frames));
    }
  }

  private static Preset preset(String name) {
    try {
      return Presets.named(name);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private void streams(UnderstudyConfiguration settings) {
    List<Report> tables = new ArrayList<>();
    streams.measure(
        settings,
        table -> {
          report.print(table, spec.commandLine().getOut());
          tables.add(table);
        });
    report.write(tables);
  }

  private void offline(UnderstudyConfiguration settings) {
    List<Preset> chosen = presets.stream().map(BenchCommand::preset).toList();
    List<Report> tables = offline.measure(settings, chosen, warmUpRounds, rounds);
    tables.forEach(table -> report.print(table, spec.commandLine().getOut()));
    report.write(tables);
  }

  private void profile(List<Preset> chosen) {
    // libtorch reads it once, before the first tensor of the process.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    List<Report> tables = new ArrayList<>();
    for (Preset preset : chosen) {
      Report table = ProfileTable.of(LayerProfile.measure(preset, Precision.FAST, rounds));
      report.print(table, spec.commandLine().getOut());
      tables.add(table);
    }
    report.write(tables);
  }

  private Report networks(List<Preset> chosen, PrintWriter out) {
    List<PrecisionComparison> comparisons = new ArrayList<>();
    for (Preset preset : chosen) {
      comparisons.add(PrecisionComparison.measure(preset, warmUpRounds, rounds));
    }
    Report table = NetworkTable.of(comparisons, rounds);
    report.print(table, out);
    return table;
  }
}
