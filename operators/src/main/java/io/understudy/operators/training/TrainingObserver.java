package io.understudy.operators.training;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Is told how training goes and puts its results where they belong. Each operator has a copy of its
 * own, called on its task thread; of several trainers the first one tells.
 */
public interface TrainingObserver extends Serializable {
  /** A clip was left out, or a frame of it. */
  void skipped(Clip clip, String reason);

  /**
   * A step was taken. A step is told again if the job has gone back to a checkpoint before it.
   *
   * @param trainer as it is after the step; borrowed
   * @return the new weights to announce, if this step published some
   * @throws IOException with one sentence if results cannot be written
   */
  Optional<ModelAnnouncement> stepped(Trainer trainer, StepReport report) throws IOException;

  /** A checkpoint of the job is being taken, behind {@code step}. It may still fail. */
  void checkpointed(long checkpoint, long step);
}
