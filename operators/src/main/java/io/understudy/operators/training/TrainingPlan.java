package io.understudy.operators.training;

import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.TrainingSettings;
import java.io.Serializable;
import java.util.Objects;

/**
 * Everything that a trainer needs to know.
 *
 * @param settings of the network's training
 * @param perceptual file or folder of a perceptual network; empty to do without
 * @param adversarial how a discriminator takes part
 * @param schedule length and rhythm
 * @param initialWeights file of the weights to start from, readable by every trainer
 * @param startState file of a trainer's state to go on from; empty to start at step 1
 * @param firstStep number of the first step
 * @param data what is trained on, for the record in the weights
 * @param framesPerIdentity most frames that are kept of an identity, shared out evenly to its clips
 * @param trainers trainers that work side by side on identities of their own, at least 1
 * @param roundSteps steps from one average over all trainers to the next
 * @param exchangeFolder where trainers leave their states for each other; writable by all
 */
public record TrainingPlan(
    TrainingSettings settings,
    String perceptual,
    AdversarialSettings adversarial,
    TrainingSchedule schedule,
    String initialWeights,
    String startState,
    long firstStep,
    String data,
    int framesPerIdentity,
    int trainers,
    long roundSteps,
    String exchangeFolder)
    implements Serializable {
  /** Part of the job's state: never changes. */
  public static final int MAX_PARALLELISM = 128;

  public TrainingPlan {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(schedule, "schedule");
    if (trainers < 1 || trainers > MAX_PARALLELISM || roundSteps < 1) {
      throw new IllegalArgumentException(
          "trainers must be from 1 to %d and the steps of a round at least 1, got %d and %d"
              .formatted(MAX_PARALLELISM, trainers, roundSteps));
    }
  }

  /** Whether trainers average their states after {@code step}. */
  boolean endsRound(long step) {
    return trainers > 1 && (step % roundSteps == 0 || step == schedule.steps());
  }
}
