package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.benchmarks.simulation.NetworkCost;
import io.understudy.benchmarks.simulation.Recovery;
import io.understudy.benchmarks.simulation.SimulationFigures;
import io.understudy.benchmarks.simulation.SimulationPlan;
import io.understudy.benchmarks.simulation.Spread;
import io.understudy.benchmarks.simulation.TopicTraffic;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.CompletedCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The tables of a simulation: what was given, what was measured, what was computed from it.
 *
 * @param costOrigin where the times of model calls are from
 */
record SimulationTables(
    UnderstudyConfiguration settings, SimulationPlan plan, NetworkCost cost, String costOrigin) {
  private static final double LIVE_FRAMES_PER_SECOND = 25;
  private static final int PER_STREAMS = 1000;

  List<Report> of(SimulationFigures figures) {
    return List.of(given(), measured(figures), computed(figures));
  }

  private Report given() {
    Rows rows = new Rows();
    rows.add("streams", plan.streams(), "");
    rows.add("tasks", settings.runtime().parallelism(), "");
    rows.add("driving frames of a stream", plan.framesPerSecond(), "frames/s");
    rows.add("time of a model call, " + costOrigin, calls(), "ms by frames");
    rows.add("features of a source, measured", cost.features().size(), "bytes");
    rows.add("interval of checkpoints", settings.checkpoint().interval().toMillis(), "ms");
    rows.add("deadline", settings.live().sessionDefaults().deadlineMillis(), "ms");
    return rows.report("Given: a stand-in for %s".formatted(cost.preset()));
  }

  private Report measured(SimulationFigures figures) {
    Rows rows = new Rows();
    StreamFigures load = figures.load();
    rows.add("streams started within", Rounded.to(figures.startSeconds(), 1), "s");
    rows.add("driving frames asked", Rounded.to(load.framesPerSecondAsked(), 1), "frames/s");
    rows.add("reenacted frames", Rounded.to(load.framesPerSecond(), 1), "frames/s");
    rows.add("dropped", Rounded.to(load.droppedPercent(), 2), "%");
    rows.add("frames in a batch", Rounded.to(load.stages().meanBatchFrames(), 2), "");
    rows.add("delay p50", Rounded.to(load.latency().percentileMillis(50), 1), "ms");
    rows.add("delay p99", Rounded.to(load.latency().percentileMillis(99), 1), "ms");
    spread(rows, "streams of a task", figures.streamsPerTask());
    spread(rows, "frames of a task", figures.framesPerTask());
    checkpoints(rows, figures.checkpoints());
    topic(rows, "driving-frames", figures.driving());
    topic(rows, "reenacted-frames", figures.reenacted());
    recovery(rows, figures.recovery());
    return rows.report("Measured: all of it in one process");
  }

  private Report computed(SimulationFigures figures) {
    Rows rows = new Rows();
    double frames = LIVE_FRAMES_PER_SECOND * PER_STREAMS;
    rows.add("into the job", megabytes(frames * figures.driving().bytesPerRecord()), "MB/s");
    rows.add("out of the job", megabytes(frames * figures.reenacted().bytesPerRecord()), "MB/s");
    long state = median(figures.checkpoints(), CompletedCheckpoint::stateBytes);
    rows.add("state", megabytes((double) state * PER_STREAMS / plan.streams()), "MB");
    int batch = settings.live().batch().maxFrames();
    double device = cost.batches().framesPerSecond(batch);
    rows.add(
        "devices by the time of full batches",
        Rounded.to(frames / device * figures.streamsPerTask().busiest(), 1),
        "");
    return rows.report(
        "Computed from these: 1,000 streams at 25 frames/s each, spread as unevenly");
  }

  private String calls() {
    return cost.batches().millis().entrySet().stream()
        .map(call -> String.format(Locale.ROOT, "%d: %.2f", call.getKey(), call.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void spread(Rows rows, String what, Spread spread) {
    String text =
        String.format(Locale.ROOT, "%d, %.1f, %d", spread.least(), spread.median(), spread.most());
    rows.add(what + ": least, median, most", text, "");
    rows.add(what + ": most against the mean", Rounded.to(spread.busiest(), 2), "");
  }

  private static void checkpoints(Rows rows, List<CompletedCheckpoint> checkpoints) {
    rows.add("checkpoints", checkpoints.size(), "");
    rows.add(
        "state of a checkpoint",
        megabytes(median(checkpoints, CompletedCheckpoint::stateBytes)),
        "MB");
    rows.add(
        "newly written by one",
        megabytes(median(checkpoints, CompletedCheckpoint::newBytes)),
        "MB");
    rows.add(
        "duration of one, median", median(checkpoints, CompletedCheckpoint::durationMillis), "ms");
    rows.add(
        "duration of one, most",
        checkpoints.stream().mapToLong(CompletedCheckpoint::durationMillis).max().orElse(0),
        "ms");
  }

  private static void topic(Rows rows, String name, TopicTraffic traffic) {
    rows.add(name, traffic.records(), "records");
    rows.add(name + ", a record", Math.round(traffic.bytesPerRecord()), "bytes");
  }

  private static void recovery(Rows rows, Recovery recovery) {
    rows.add("a task fails: all tasks run again after", recovery.tasksRunMillis(), "ms");
    rows.add("a task fails: frames come out again after", recovery.framesAgainMillis(), "ms");
    rows.add(
        "a task fails: delays as before after",
        recovery.usualDelayMillis().isPresent()
            ? recovery.usualDelayMillis().getAsLong()
            : "not within the measurement",
        "ms");
    rows.add("a task fails: frames repeated", recovery.repeatedFrames(), "frames");
    rows.add("a task fails: frames dropped", recovery.droppedFrames(), "frames");
  }

  private static double megabytes(double bytes) {
    return Rounded.to(bytes / 1e6, 2);
  }

  private static long median(
      List<CompletedCheckpoint> checkpoints, ToLongFunction<CompletedCheckpoint> figure) {
    return checkpoints.stream()
        .mapToLong(figure)
        .sorted()
        .skip(checkpoints.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /** One row for each figure. */
  private static final class Rows {
    private final List<List<Object>> rows = new ArrayList<>();

    void add(String what, Object figure, String unit) {
      rows.add(List.of(what, figure, unit));
    }

    Report report(String title) {
      return new Report(title, List.of("what", "figure", "unit"), rows);
    }
  }
}
