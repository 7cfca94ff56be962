package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.benchmarks.job.StreamLoad;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.local.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The part of {@code bench} with several streams at once. */
final class StreamOptions {
  private static final int MAX_STREAMS = 1000;

  @Option(
      names = "--streams",
      paramLabel = "N",
      split = ",",
      description =
          "Only measure the whole job with so many streams at once, N[,N...]: saturated, at a fixed"
              + " rate, overloaded. The job's preset is model.preset.")
  private List<Integer> streams = List.of();

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "With --streams: frames a second of each stream at a fixed rate"
              + " (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond = 25;

  @Option(
      names = "--overload",
      paramLabel = "FACTOR",
      description =
          "With --streams: how many times the highest saturated rate the overload is"
              + " (default: ${DEFAULT-VALUE}).")
  private double overload = 1.6;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "With --streams: length of each measurement (default: ${DEFAULT-VALUE}).")
  private double seconds = 15;

  @Option(
      names = "--settle",
      paramLabel = "N",
      description =
          "With --streams: seconds that the job runs at the fixed rate before anything counts, as"
              + " long as its code is still being compiled (default: ${DEFAULT-VALUE}).")
  private double settleSeconds = 0;

  /** Whether the user wants this part. */
  boolean wanted() {
    return !streams.isEmpty();
  }

  void check() {
    boolean sound = framesPerSecond > 0 && overload > 0 && seconds > 0 && settleSeconds >= 0;
    if (!sound || streams.stream().anyMatch(count -> count < 1 || count > MAX_STREAMS)) {
      throw new BadInputException(
          "--streams must be within 1..%d, --fps, --overload and --seconds above 0 and --settle at least 0, got %s, %s, %s, %s and %s; give other numbers"
              .formatted(MAX_STREAMS, streams, framesPerSecond, overload, seconds, settleSeconds));
    }
  }

  /**
   * Measures on an engine in this process.
   *
   * @param stop ends it; borrowed
   * @param shown takes each table as it is done
   * @throws CancellationException if the process is to end
   */
  void measure(UnderstudyConfiguration settings, StopSignal stop, Consumer<Report> shown) {
    StreamTables tables = new StreamTables(settings, settleSeconds);
    try (LocalEngine engine = LocalEngine.start(settings, stop)) {
      StreamLoad load = new StreamLoad(engine, millis(seconds));
      if (settleSeconds > 0) {
        load.settle(streams.get(0), framesPerSecond, millis(settleSeconds));
      }
      List<StreamFigures> saturated =
          EachInTurn.measure(
              streams, load::saturated, figures -> shown.accept(tables.saturated(figures)));
      EachInTurn.measure(
          streams,
          count -> load.paced(count, framesPerSecond),
          figures -> showPaced(tables, figures, shown));
      double highest =
          saturated.stream().mapToDouble(StreamFigures::framesPerSecond).max().orElseThrow();
      EachInTurn.measure(
          streams,
          count -> load.paced(count, overload * highest / count),
          figures -> shown.accept(tables.overloaded(overload, figures)));
    }
  }

  private void showPaced(StreamTables tables, List<StreamFigures> figures, Consumer<Report> shown) {
    shown.accept(tables.paced(framesPerSecond, figures));
    shown.accept(tables.ways(figures));
    shown.accept(tables.processor(figures));
    shown.accept(tables.overTime(figures));
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }
}
