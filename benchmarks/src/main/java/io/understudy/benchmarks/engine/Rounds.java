package io.understudy.benchmarks.engine;

import io.understudy.pipeline.local.StopSignal;
import java.util.concurrent.CancellationException;

/**
 * How often something is measured.
 *
 * @param warmUp rounds that do not count, first
 * @param counted rounds that do, at least 1
 * @param stop ends the measurement; borrowed
 */
public record Rounds(int warmUp, int counted, StopSignal stop) {
  /** Why a measurement ended early. */
  public static final String ENDED = "the process is to end, and its measurement with it";

  /**
   * Between any two pieces of work.
   *
   * @throws CancellationException if the process is to end
   */
  public void endIfStopped() {
    stop.endIfGiven(ENDED);
  }
}
