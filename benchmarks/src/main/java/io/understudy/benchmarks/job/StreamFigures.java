package io.understudy.benchmarks.job;

import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RunSummary;
import java.util.Map;

/**
 * What several streams at once did.
 *
 * @param streams how many
 * @param framesIn frames published, those of a warm-up included
 * @param framesPerSecondAsked of all streams together, 0 where they waited for results
 * @param seconds measured time
 * @param stages frames that came out in that time, by stage
 * @param latency from the time at which a frame was due until a reader of the topic had its result
 * @param overTime the same latency, by when frames came out
 * @param cost what these frames took beside their stages
 * @param dropped frames dropped, by reason
 */
public record StreamFigures(
    int streams,
    long framesIn,
    double framesPerSecondAsked,
    double seconds,
    RunSummary stages,
    LatencySummary latency,
    LatencyOverTime overTime,
    FrameCost cost,
    Map<String, Long> dropped) {
  /** Frames a second of all streams together. */
  public double framesPerSecond() {
    return stages.framesOut() / seconds;
  }

  /** Frames that were dropped, of 100 published. */
  public double droppedPercent() {
    return 100.0 * dropped.values().stream().mapToLong(Long::longValue).sum() / framesIn;
  }

  /** The model call of the batch that a frame was in, ms; each batch weighs as its frames. */
  public double batchMillis(double percentile) {
    return stages.latency(RunSummary.Stage.INFERENCE).percentileMillis(percentile);
  }
}
