package io.understudy.benchmarks.simulation;

import java.time.Duration;

/**
 * What a simulation does.
 *
 * @param streams live streams, each with a source of its own, at least 1
 * @param framesPerSecond of each stream, above 0
 * @param warmUp load before anything counts
 * @param length of the measured load
 * @param afterFailure load in which a task fails, after a quarter of it
 */
public record SimulationPlan(
    int streams, double framesPerSecond, Duration warmUp, Duration length, Duration afterFailure) {
  /** From one frame to the next, of whichever streams, µs. */
  double intervalMicros() {
    return 1e6 / (framesPerSecond * streams);
  }

  /** Frames of all streams in a time. */
  long frames(Duration time) {
    return Math.max(streams, Math.round(time.toNanos() / 1e3 / intervalMicros()));
  }
}
