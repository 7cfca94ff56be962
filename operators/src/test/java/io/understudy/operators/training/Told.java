package io.understudy.operators.training;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import java.util.ArrayList;
import java.util.Optional;

/** Notes why clips were left out. */
final class Told implements TrainingObserver {
  private static final long serialVersionUID = 1;

  final ArrayList<String> skipped = new ArrayList<>();

  @Override
  public void skipped(Clip clip, String reason) {
    skipped.add(reason);
  }

  @Override
  public Optional<ModelAnnouncement> stepped(Trainer trainer, StepReport report) {
    return Optional.empty();
  }

  @Override
  public void checkpointed(long checkpoint, long step) {}
}
