package io.understudy.benchmarks.simulation;

import io.understudy.benchmarks.job.StreamGroup;
import io.understudy.connectors.contract.ReenactedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Watches frames come out while a task fails. Not thread-safe. */
final class RecoveryWatch {
  private final StreamGroup group;
  private final long[] lastSequences;
  private final List<Recovery.Output> outputs = new ArrayList<>();
  private long repeatedFrames;

  /** Watches the streams of {@code group}, which is borrowed. */
  RecoveryWatch(StreamGroup group) {
    this.group = group;
    this.lastSequences = new long[group.streams()];
    Arrays.fill(lastSequences, -1);
  }

  /** Counts frames in the order in which they came out. */
  void see(List<ReenactedFrame> frames) {
    for (ReenactedFrame frame : frames) {
      int stream = group.stream(frame.streamId());
      if (frame.sequence() <= lastSequences[stream]) {
        repeatedFrames++;
      }
      lastSequences[stream] = Math.max(lastSequences[stream], frame.sequence());
      long delayMicros = frame.timings().captureToOutputMicros();
      outputs.add(
          new Recovery.Output(
              (frame.captureEpochMicros() + delayMicros) / 1000, delayMicros / 1000));
    }
  }

  /**
   * What was seen.
   *
   * @param failedEpochMillis when the task failed
   * @param runningEpochMillis when the last task ran again
   * @param usualMillis delay that was seldom exceeded before
   * @param droppedFrames frames dropped meanwhile
   */
  Recovery recovery(
      long failedEpochMillis, long runningEpochMillis, double usualMillis, long droppedFrames) {
    return new Recovery(
        runningEpochMillis - failedEpochMillis,
        Recovery.framesAgain(failedEpochMillis, outputs),
        Recovery.usualDelay(failedEpochMillis, outputs, usualMillis),
        repeatedFrames,
        droppedFrames);
  }
}
