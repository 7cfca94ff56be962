package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.soak.Soak;
import io.understudy.pipeline.soak.SoakPlan;
import io.understudy.pipeline.soak.SoakSample;
import io.understudy.pipeline.soak.SoakVerdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.TaskManagerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy soak}. */
@Command(
    name = "soak",
    description = {
      "Let streams and sources come and go on an engine in this process, and watch the process.",
      "Fails if memory, handles, threads or latency grow by more than 2 %% after warm-up."
    })
final class SoakCommand implements Callable<Integer> {
  // RocksDB keeps what it writes and reads until its share of memory is full. With the usual share
  // that outlasts a short soak and looks like a leak; with this one it is full before warm-up ends.
  private static final Map<String, String> CLUSTER =
      Map.of(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "32m");
  private static final int MILLIS_PER_MINUTE = 60_000;
  private static final int MAX_STREAMS = 1000;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOptions model;
  @Mixin private ReportOptions report;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long; a third of it is warm-up (default: ${DEFAULT-VALUE}).")
  private double minutes = 30;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description = "Streams at any time (default: ${DEFAULT-VALUE}).")
  private int streams = 3;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames a second of each stream (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond = 5;

  @Option(
      names = "--turn",
      paramLabel = "SECONDS",
      description =
          "The oldest stream and its source give way to new ones so often (default:"
              + " ${DEFAULT-VALUE}).")
  private double turnSeconds = 5;

  @Override
  public Integer call() {
    report.check();
    SoakPlan plan = plan();
    UnderstudyConfiguration settings = configuration.read(model.assignments());
    PresetReenactorLoader.of(settings.model()).check();
    try (StopSignal stop = new StopSignal()) {
      return show(run(plan, settings, stop));
    }
  }

  private Soak.Outcome run(SoakPlan plan, UnderstudyConfiguration settings, StopSignal stop) {
    try (LocalEngine engine = LocalEngine.start(settings, stop, CLUSTER)) {
      return new Soak(engine, plan).run(this::show);
    }
  }

  private SoakPlan plan() {
    boolean sound = minutes > 0 && framesPerSecond > 0 && turnSeconds > 0;
    if (!sound || streams < 1 || streams > MAX_STREAMS) {
      throw new BadInputException(
          "a soak needs --minutes, --fps and --turn above 0 and 1..%d --streams, got %s, %s, %s and %d; give other numbers"
              .formatted(MAX_STREAMS, minutes, framesPerSecond, turnSeconds, streams));
    }
    return new SoakPlan(
        Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE)),
        streams,
        framesPerSecond,
        Duration.ofMillis((long) (turnSeconds * 1000)));
  }

  private void show(SoakSample sample) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(SoakTable.line(sample));
    out.flush();
  }

  private int show(Soak.Outcome outcome) {
    if (outcome.cut() && !SoakVerdict.canJudge(outcome.samples())) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "understudy: the soak was cut after %d samples, too few for a verdict%n",
          outcome.samples().size());
      err.flush();
      return ExitCode.FAILED;
    }
    List<SoakVerdict> verdicts = SoakVerdict.of(outcome.samples());
    report.show(SoakTable.of(outcome, verdicts), spec.commandLine().getOut());
    boolean holds = outcome.framesOut() > 0 && verdicts.stream().allMatch(SoakVerdict::holds);
    return holds && !outcome.cut() ? ExitCode.OK : ExitCode.FAILED;
  }
}
