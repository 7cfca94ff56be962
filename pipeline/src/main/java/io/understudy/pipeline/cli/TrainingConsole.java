package io.understudy.pipeline.cli;

import io.understudy.model.training.StepReport;
import io.understudy.pipeline.train.RunListener;
import java.io.PrintWriter;

/**
 * Tells a run's steps, skipped clips and failed checkpoints on the console. The job's tasks take
 * turns.
 */
final class TrainingConsole implements RunListener {
  private final PrintWriter console;
  private final StepLog log;
  private int skipped;
  private int failedCheckpoints;

  /**
   * @param lastStep number of the run's last step
   */
  TrainingConsole(PrintWriter console, long lastStep) {
    this.console = console;
    this.log = new StepLog(console, lastStep, System::nanoTime);
  }

  @Override
  public synchronized void skipped(String reason) {
    skipped++;
    console.printf("skipped %s (%d left out so far)%n", reason, skipped);
    console.flush();
  }

  @Override
  public synchronized void checkpointFailed(String reason) {
    failedCheckpoints++;
    console.printf(
        "checkpoint failed: %s (%d so far); training goes on, and from its last save if it is cut%n",
        reason, failedCheckpoints);
    console.flush();
  }

  @Override
  public synchronized void stepped(StepReport report) {
    log.show(report);
  }
}
