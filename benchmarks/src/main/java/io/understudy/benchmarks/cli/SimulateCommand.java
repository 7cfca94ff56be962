package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.simulation.NetworkCost;
import io.understudy.benchmarks.simulation.Simulation;
import io.understudy.benchmarks.simulation.SimulationFigures;
import io.understudy.benchmarks.simulation.SimulationPlan;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.cli.CommonOptions;
import io.understudy.pipeline.cli.ConfigurationOptions;
import io.understudy.pipeline.cli.ExitCode;
import io.understudy.pipeline.cli.OutputPath;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.cli.ReportOptions;
import io.understudy.pipeline.cli.TableText;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run the whole job with thousands of streams and a stand-in that only takes the network's time.",
      "Tells how streams spread over tasks, what checkpoints hold, how long recovery takes and what"
          + " goes over the network."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_STREAMS = 20_000;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private BatchCostOptions cost;
  @Mixin private ReportOptions report;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the printed table as Markdown to FILE too.")
  private Path markdown;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description = "Live streams, each with a source of its own (default: ${DEFAULT-VALUE}).")
  private int streams = 1000;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks, each with a device of its own (default: ${DEFAULT-VALUE}).")
  private int tasks = 8;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames a second of each stream (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond = 0.25;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Load before anything counts (default: ${DEFAULT-VALUE}).")
  private double warmUpSeconds = 15;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Measured load, and once more as much while a task fails (default: ${DEFAULT-VALUE}).")
  private double seconds = 60;

  @Override
  public Integer call() {
    report.check();
    if (markdown != null) {
      OutputPath.requireWritable(markdown);
    }
    UnderstudyConfiguration settings = configuration.read(List.of("runtime.parallelism=" + tasks));
    check(settings);
    PresetReenactorLoader.of(settings.model()).check();
    PrintWriter out = spec.commandLine().getOut();
    List<Report> tables = simulate(settings, step -> announce(step, out));
    tables.forEach(table -> report.print(table, out));
    report.write(tables);
    writeMarkdown(tables);
    return ExitCode.OK;
  }

  /** All of it or nothing: its tables hang on each other. */
  private List<Report> simulate(UnderstudyConfiguration settings, Consumer<String> progress) {
    try (StopSignal stop = new StopSignal()) {
      NetworkCost network = cost.read(settings, stop);
      SimulationPlan plan =
          new SimulationPlan(
              streams,
              framesPerSecond,
              duration(warmUpSeconds),
              duration(seconds),
              duration(seconds));
      SimulationFigures figures = new Simulation(settings, plan, network, progress).run(stop);
      return new SimulationTables(settings, plan, network, cost.origin()).of(figures);
    }
  }

  private void check(UnderstudyConfiguration settings) {
    cost.check();
    if (streams < 1 || streams > MAX_STREAMS || !(framesPerSecond > 0) || !(warmUpSeconds >= 0)) {
      throw new BadInputException(
          "a simulation needs --streams within 1..%d, --fps above 0 and --warm-up of at least 0, got %d, %s and %s: give other numbers"
              .formatted(MAX_STREAMS, streams, framesPerSecond, warmUpSeconds));
    }
    Duration interval = settings.checkpoint().interval();
    if (duration(seconds).compareTo(interval.multipliedBy(2)) < 0) {
      throw new BadInputException(
          "--seconds is %s, it must be at least twice checkpoint.interval, which is %d ms: give a larger one"
              .formatted(seconds, interval.toMillis()));
    }
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }

  private static void announce(String step, PrintWriter out) {
    out.println(step);
    out.flush();
  }

  private void writeMarkdown(List<Report> tables) {
    if (markdown == null) {
      return;
    }
    try {
      Files.writeString(
          markdown, tables.stream().map(TableText::markdown).collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException("file " + markdown + " cannot be written", e);
    }
  }
}
