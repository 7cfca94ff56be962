package io.understudy.pipeline.local;

import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;

/**
 * A checkpoint that a {@link LocalJob} could not complete.
 *
 * @param id counts up, together with the completed ones
 * @param reason why, in Flink's words
 */
public record FailedCheckpoint(long id, String reason) {
  /** Why checkpoints that are under way when their job ends or restarts are given up. */
  private static final Set<String> ENDS_OF_JOBS =
      Set.of(
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND.message(),
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SHUTDOWN.message());

  /** Whether it failed with its job, which tells its own reason, and not by itself. */
  boolean endedWithItsJob() {
    return ENDS_OF_JOBS.contains(reason);
  }

  static FailedCheckpoint of(FailedCheckpointStats figures) {
    return new FailedCheckpoint(
        figures.getCheckpointId(), String.valueOf(figures.getFailureMessage()));
  }
}
