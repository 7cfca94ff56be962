package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.soak.Soak;
import io.understudy.pipeline.soak.SoakGauge;
import io.understudy.pipeline.soak.SoakPlan;
import io.understudy.pipeline.soak.SoakSample;
import io.understudy.pipeline.soak.SoakVerdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    try (LocalEngine engine = LocalEngine.start(settings)) {
      return show(new Soak(engine, plan).run(this::show));
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
    List<String> texts = new ArrayList<>();
    for (SoakGauge gauge : SoakGauge.values()) {
      Double value = sample.values().get(gauge);
      texts.add(
          value == null
              ? gauge.label() + " -"
              : String.format(Locale.ROOT, "%s %.1f", gauge.label(), value));
    }
    out.printf(Locale.ROOT, "%6.1f s  %s%n", sample.seconds(), String.join(" | ", texts));
    out.flush();
  }

  private int show(Soak.Outcome outcome) {
    List<SoakVerdict> verdicts = SoakVerdict.of(outcome.samples());
    List<List<Object>> rows = new ArrayList<>();
    for (SoakVerdict verdict : verdicts) {
      rows.add(
          List.of(
              verdict.gauge().label(),
              rounded(verdict.before()),
              rounded(verdict.after()),
              rounded(100 * verdict.growth()),
              rounded(100 * verdict.leastGrowth()),
              rounded(100 * verdict.mostGrowth()),
              verdict.holds()));
    }
    report.show(
        new Report(
            "Soak: %d streams came, %d frames came out"
                .formatted(outcome.streams(), outcome.framesOut()),
            List.of(
                "gauge",
                "after warm-up",
                "at the end",
                "growth %",
                "at least %",
                "at most %",
                "holds"),
            rows),
        spec.commandLine().getOut());
    boolean holds = outcome.framesOut() > 0 && verdicts.stream().allMatch(SoakVerdict::holds);
    return holds ? ExitCode.OK : ExitCode.FAILED;
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
