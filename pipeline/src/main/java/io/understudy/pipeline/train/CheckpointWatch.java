package io.understudy.pipeline.train;

import io.understudy.pipeline.local.FailedCheckpoint;
import java.util.List;

/** Tells a listener of each failed checkpoint once. One thread. */
final class CheckpointWatch {
  private final RunListener listener;
  private long lastTold;

  CheckpointWatch(RunListener listener) {
    this.listener = listener;
  }

  /**
   * Tells of those that were not told yet, and returns whether there are any.
   *
   * @param failed the last ones, oldest first
   */
  boolean tellFailed(List<FailedCheckpoint> failed) {
    long before = lastTold;
    for (FailedCheckpoint checkpoint : failed) {
      if (checkpoint.id() > before) {
        listener.checkpointFailed(checkpoint.reason());
        lastTold = checkpoint.id();
      }
    }
    return lastTold > before;
  }
}
