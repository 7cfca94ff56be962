package io.understudy.operators.training;

import io.understudy.model.kernel.Precision;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.TrainingSettings;
import java.nio.file.Path;

/** Plans of training on small pictures, two pairs a step, for five hundred steps. */
final class Plans {
  static final int SIDE_PIXELS = 64;
  private static final double RATE = 1e-3;

  private Plans() {}

  /** One trainer that keeps so many frames of a person. */
  static TrainingPlan keeping(int framesPerIdentity) {
    return plan(framesPerIdentity, 1, 1, Path.of("none"), Path.of("none"));
  }

  /** Two trainers that meet in a folder. */
  static TrainingPlan ofTwo(long roundSteps, Path initial, Path exchange) {
    return plan(100, 2, roundSteps, initial, exchange);
  }

  private static TrainingPlan plan(
      int framesPerIdentity, int trainers, long roundSteps, Path initial, Path exchange) {
    return new TrainingPlan(
        new TrainingSettings(
            SIDE_PIXELS,
            Precision.EXACT,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            5),
        "",
        AdversarialSettings.NONE,
        new TrainingSchedule(500, 2, RATE, 500, 500, 1),
        initial.toString(),
        "",
        1,
        "drawn",
        framesPerIdentity,
        trainers,
        roundSteps,
        exchange.toString());
  }
}
