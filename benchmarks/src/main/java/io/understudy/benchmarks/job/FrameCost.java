package io.understudy.benchmarks.job;

import io.understudy.connectors.contract.StageTimings;
import io.understudy.pipeline.playback.LatencySummary;
import java.util.Map;

/**
 * What the frames of a measurement took beside the stages that they report themselves.
 *
 * @param wayIn from the time at which a frame was due until its session had it: publishing, broker,
 *     fetching, the shuffle
 * @param wayOut from the encoded picture until a reader of the topic had it; in whole milliseconds,
 *     like {@code wayIn}, as both end at the job's clock
 * @param processorMillis processor time of the process for each frame that came out, ms, by part;
 *     empty where the system does not tell
 */
public record FrameCost(
    LatencySummary wayIn, LatencySummary wayOut, Map<ProcessPart, Double> processorMillis) {
  /** A cost without frames. */
  static FrameCost none() {
    return new FrameCost(new LatencySummary(), new LatencySummary(), Map.of());
  }

  /** Counts a frame that a reader had {@code latencyMicros} after it was due. */
  void record(StageTimings timings, long latencyMicros) {
    wayIn.record(timings.captureToOutputMicros() - insideMicros(timings));
    wayOut.record(latencyMicros - timings.captureToOutputMicros());
  }

  private static long insideMicros(StageTimings timings) {
    return timings.queueMicros()
        + timings.decodeMicros()
        + timings.inferenceMicros()
        + timings.encodeMicros();
  }

  /** The same frames with what the process took for them. */
  FrameCost with(Map<ProcessPart, Double> millis) {
    return new FrameCost(wayIn, wayOut, Map.copyOf(millis));
  }
}
