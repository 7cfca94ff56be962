package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.benchmarks.job.StreamLoad;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalEngine;
import java.time.Duration;
import java.util.List;
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

  /** Whether the user wants this part. */
  boolean wanted() {
    return !streams.isEmpty();
  }

  void check() {
    boolean sound = framesPerSecond > 0 && overload > 0 && seconds > 0;
    if (!sound || streams.stream().anyMatch(count -> count < 1 || count > MAX_STREAMS)) {
      throw new BadInputException(
          "--streams must be within 1..%d and --fps, --overload and --seconds above 0, got %s, %s, %s and %s; give other numbers"
              .formatted(MAX_STREAMS, streams, framesPerSecond, overload, seconds));
    }
  }

  /** Measures on an engine in this process; {@code shown} takes each table as it is done. */
  void measure(UnderstudyConfiguration settings, Consumer<Report> shown) {
    StreamTables tables = new StreamTables(settings);
    try (LocalEngine engine = LocalEngine.start(settings)) {
      StreamLoad load = new StreamLoad(engine, Duration.ofMillis((long) (1000 * seconds)));
      List<StreamFigures> saturated = streams.stream().map(load::saturated).toList();
      shown.accept(tables.saturated(saturated));
      shown.accept(
          tables.paced(
              framesPerSecond,
              streams.stream().map(count -> load.paced(count, framesPerSecond)).toList()));
      shown.accept(tables.overloaded(overload, overloaded(load, saturated)));
    }
  }

  private List<StreamFigures> overloaded(StreamLoad load, List<StreamFigures> saturated) {
    double highest =
        saturated.stream().mapToDouble(StreamFigures::framesPerSecond).max().orElseThrow();
    return streams.stream().map(count -> load.paced(count, overload * highest / count)).toList();
  }
}
