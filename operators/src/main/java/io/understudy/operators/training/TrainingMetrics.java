package io.understudy.operators.training;

import io.understudy.model.training.StepReport;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a trainer tells Flink: steps, skipped steps, gradient norm, each loss. Task thread. */
final class TrainingMetrics {
  private final MetricGroup group;
  private final Counter steps;
  private final Counter skipped;
  private final Map<String, Double> losses = new HashMap<>();
  private volatile double gradientNorm;

  /**
   * @param stepsBefore taken before a restore
   * @param skippedBefore left out before a restore
   */
  TrainingMetrics(MetricGroup group, long stepsBefore, long skippedBefore) {
    this.group = group;
    this.steps = group.counter("trainingSteps");
    this.skipped = group.counter("trainingStepsSkipped");
    steps.inc(stepsBefore);
    skipped.inc(skippedBefore);
    group.gauge("gradientNorm", (Gauge<Double>) () -> gradientNorm);
  }

  void add(StepReport report) {
    steps.inc();
    if (report.skipped()) {
      skipped.inc();
    }
    gradientNorm = report.gradientNorm();
    report.losses().forEach(this::set);
  }

  /** Steps left out so far. */
  long skipped() {
    return skipped.getCount();
  }

  private void set(String loss, double value) {
    synchronized (losses) {
      if (losses.put(loss, value) == null) {
        group.addGroup("loss", loss).gauge("lossValue", (Gauge<Double>) () -> value(loss));
      }
    }
  }

  private double value(String loss) {
    synchronized (losses) {
      return losses.get(loss);
    }
  }
}
