package io.understudy.pipeline.local;

import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;

/**
 * A checkpoint that a {@link LocalJob} could not complete.
 *
 * @param id counts up, together with the completed ones
 * @param reason why, in Flink's words
 */
public record FailedCheckpoint(long id, String reason) {
  static FailedCheckpoint of(FailedCheckpointStats figures) {
    return new FailedCheckpoint(
        figures.getCheckpointId(), String.valueOf(figures.getFailureMessage()));
  }
}
