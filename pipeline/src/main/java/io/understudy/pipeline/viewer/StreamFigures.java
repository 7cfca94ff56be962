package io.understudy.pipeline.viewer;

import java.util.Map;

/**
 * What the page shows of a stream; rates, latencies and batch are over the last seconds, counts
 * since the viewer started.
 *
 * @param state what the stream does
 * @param sourceId the source of its session, empty where it has none
 * @param motion motion mode of its session, empty where it has none
 * @param delivery live or complete, empty where it has no session
 * @param model preset and weights of the newest frame, empty before there is one
 * @param widthPixels width of the newest frame, 0 before there is one
 * @param heightPixels height of the newest frame, 0 before there is one
 * @param drivingPerSecond driving frames, frames/s
 * @param framesPerSecond reenacted frames, frames/s
 * @param p50Millis capture to output, ms
 * @param p95Millis capture to output, ms
 * @param p99Millis capture to output, ms
 * @param batchFrames mean size of the batches that its frames were in
 * @param dropped frames dropped, by reason
 * @param refused dead letters
 * @param notice the newest thing that happened to it, empty where nothing did
 */
record StreamFigures(
    String streamId,
    State state,
    String sourceId,
    String motion,
    String delivery,
    String model,
    int widthPixels,
    int heightPixels,
    double drivingPerSecond,
    double framesPerSecond,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double batchFrames,
    Map<String, Long> dropped,
    long refused,
    String notice) {
  /** What a stream does. */
  enum State {
    /** Frames come out. */
    LIVE,
    /** It is driven and has a session, but nothing comes out. */
    NO_OUTPUT,
    /** It has a session, but nothing drives it. */
    NO_INPUT,
    /** The job refused its source. */
    REFUSED,
    /** It has no session. */
    STOPPED
  }
}
