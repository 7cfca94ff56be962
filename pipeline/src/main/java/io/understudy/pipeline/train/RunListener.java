package io.understudy.pipeline.train;

import io.understudy.model.training.StepReport;

/** Is told of a run that trains in the same process, on the threads of its tasks. */
public interface RunListener {
  /** A clip was left out. */
  void skipped(String reason);

  /** A Flink checkpoint failed; the run goes on. */
  void checkpointFailed(String reason);

  /** A step was taken. */
  void stepped(StepReport report);
}
