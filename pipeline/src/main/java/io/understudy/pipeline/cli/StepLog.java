package io.understudy.pipeline.cli;

import io.understudy.model.training.StepReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Tells the steps of a training run line by line. One thread. */
final class StepLog {
  private static final double NANOS = 1e9;

  private final PrintWriter console;
  private final long lastStep;
  private final LongSupplier nanoTime;
  private long firstStep = -1;
  private long startNanos;

  /**
   * @param lastStep number of the run's last step
   * @param nanoTime a clock that only goes forward
   */
  StepLog(PrintWriter console, long lastStep, LongSupplier nanoTime) {
    this.console = console;
    this.lastStep = lastStep;
    this.nanoTime = nanoTime;
  }

  /** One line: number, losses, speed since the second step, time that is left. */
  void show(StepReport report) {
    if (firstStep < 0) {
      firstStep = report.step();
      startNanos = nanoTime.getAsLong();
    }
    console.printf(
        Locale.ROOT,
        "step %d/%d%s  %s%s%n",
        report.step(),
        lastStep,
        speed(report.step()),
        losses(report.losses()),
        report.skipped() ? "  skipped: not finite" : "");
    console.flush();
  }

  private String speed(long step) {
    long done = step - firstStep;
    if (done == 0) {
      return "";
    }
    double perSecond = done * NANOS / Math.max(1, nanoTime.getAsLong() - startNanos);
    Duration left = Duration.ofSeconds(Math.round((lastStep - step) / perSecond));
    return String.format(
        Locale.ROOT,
        "  %.2f steps/s, %d:%02d:%02d left",
        perSecond,
        left.toHours(),
        left.toMinutesPart(),
        left.toSecondsPart());
  }

  private static String losses(Map<String, Double> losses) {
    return new TreeMap<>(losses)
        .entrySet().stream()
            .map(loss -> String.format(Locale.ROOT, "%s %.3f", loss.getKey(), loss.getValue()))
            .collect(Collectors.joining(", "));
  }
}
