package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.StageTimings;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run took: frames, time, latency of each stage. Not thread-safe. */
public final class RunSummary {
  private final Map<Stage, LatencySummary> stages = new LinkedHashMap<>();
  private long batchFrames;

  public RunSummary() {
    for (Stage stage : Stage.values()) {
      stages.put(stage, new LatencySummary());
    }
  }

  /** Counts one frame that came out. */
  public void record(StageTimings timings) {
    stages.get(Stage.CAPTURE_TO_OUTPUT).record(timings.captureToOutputMicros());
    stages.get(Stage.QUEUE).record(timings.queueMicros());
    stages.get(Stage.DECODE).record(timings.decodeMicros());
    stages.get(Stage.INFERENCE).record(timings.inferenceMicros());
    stages.get(Stage.ENCODE).record(timings.encodeMicros());
    batchFrames += timings.batchFrames();
  }

  /** Frames that came out. */
  public long framesOut() {
    return latency(Stage.CAPTURE_TO_OUTPUT).frames();
  }

  /** Mean size of the batch that a frame was in; 0 where there is no frame. */
  public double meanBatchFrames() {
    return framesOut() == 0 ? 0 : (double) batchFrames / framesOut();
  }

  /** The latencies of one stage. */
  public LatencySummary latency(Stage stage) {
    return stages.get(stage);
  }

  /** The stages of a frame, see {@link StageTimings}. */
  public enum Stage {
    CAPTURE_TO_OUTPUT,
    QUEUE,
    DECODE,
    /** The call of the network for the whole batch. */
    INFERENCE,
    ENCODE
  }
}
