package io.understudy.operators.training;

import java.io.Serializable;

/**
 * Length and rhythm of a training run.
 *
 * @param steps number of the last step
 * @param batch pairs of a step
 * @param rate learning rate at full height: reached after a hundred steps, falling to a tenth over
 *     the last third
 * @param saveEvery steps from one checkpoint to the next; a checkpoint is weights and state in the
 *     run's folder
 * @param sheetEvery steps from one contact sheet to the next; a checkpoint is weights and state in
 *     the run's folder
 * @param seed of the pairs
 */
public record TrainingSchedule(
    long steps, int batch, double rate, long saveEvery, long sheetEvery, long seed)
    implements Serializable {
  private static final double WARM_UP_STEPS = 100;

  public TrainingSchedule {
    if (steps < 1 || batch < 1 || saveEvery < 1 || sheetEvery < 1) {
      throw new IllegalArgumentException(
          "steps, batch, saveEvery and sheetEvery must be at least 1, got %d, %d, %d and %d"
              .formatted(steps, batch, saveEvery, sheetEvery));
    }
  }

  /** Learning rate of a step, from 1. */
  public double rate(long step) {
    double left = 1.5 * (1 - (double) step / steps) * 2;
    return rate * Math.min(1, step / WARM_UP_STEPS) * Math.max(0.1, Math.min(1, left));
  }
}
