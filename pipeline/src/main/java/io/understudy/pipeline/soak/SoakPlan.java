package io.understudy.pipeline.soak;

import java.time.Duration;

/**
 * What a soak does.
 *
 * @param length how long it lasts, a third of it warm-up
 * @param streams streams at any time, at least 1
 * @param framesPerSecond of each stream, above 0
 * @param turn time after which the oldest stream and its source give way to new ones
 */
public record SoakPlan(Duration length, int streams, double framesPerSecond, Duration turn) {
  private static final int SAMPLES = 90;

  /** Time between two samples. */
  Duration sampling() {
    return length.dividedBy(SAMPLES);
  }
}
