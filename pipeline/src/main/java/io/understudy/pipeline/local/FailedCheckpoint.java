package io.understudy.pipeline.local;

import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;

/**
 * A checkpoint that a {@link LocalJob} could not complete.
 *
 * @param id counts up, together with the completed ones
 * @param reason why, in Flink's words
 */
public record FailedCheckpoint(long id, String reason) {
  /** Why checkpoints are given up that are under way when their job or one of its tasks ends. */
  private static final List<String> ENDS =
      List.of(
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND.message(),
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SHUTDOWN.message(),
          CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY.message(),
          CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING.message(),
          CheckpointFailureReason.CHECKPOINT_DECLINED_INPUT_END_OF_STREAM.message(),
          // Of a task that ended before the request arrived; the reason behind it is a general one.
          "TaskManager received a checkpoint request for unknown task");

  /**
   * Whether it came while its job, or a task of it, was ending: nothing failed then, and the next
   * checkpoint goes without that task.
   */
  boolean metAnEnd() {
    return ENDS.stream().anyMatch(reason::startsWith);
  }

  static FailedCheckpoint of(FailedCheckpointStats figures) {
    return new FailedCheckpoint(
        figures.getCheckpointId(), String.valueOf(figures.getFailureMessage()));
  }
}
