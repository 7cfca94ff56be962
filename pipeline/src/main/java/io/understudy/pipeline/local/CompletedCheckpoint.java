package io.understudy.pipeline.local;

import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;

/**
 * A checkpoint that a {@link LocalJob} completed.
 *
 * @param id counts up
 * @param triggerEpochMillis when it was asked for, ms since 1970
 * @param durationMillis from then until the last task had confirmed it
 * @param stateBytes all state that it refers to
 * @param newBytes what it wrote; earlier checkpoints hold the rest
 */
public record CompletedCheckpoint(
    long id, long triggerEpochMillis, long durationMillis, long stateBytes, long newBytes) {
  static CompletedCheckpoint of(AbstractCheckpointStats figures) {
    return new CompletedCheckpoint(
        figures.getCheckpointId(),
        figures.getTriggerTimestamp(),
        figures.getEndToEndDuration(),
        figures.getStateSize(),
        figures.getCheckpointedSize());
  }
}
