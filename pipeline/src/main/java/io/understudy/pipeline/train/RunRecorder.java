package io.understudy.pipeline.train;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Picture;
import io.understudy.model.training.Pair;
import io.understudy.model.training.Preview;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.TrainingObserver;
import io.understudy.operators.training.TrainingPlan;
import io.understudy.pipeline.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a run makes into its folder: losses of every step; at each save {@code
 * weights.safetensors} (the moving average in half precision, ready to use), {@code
 * state.safetensors} (what a trainer needs to go on), contact sheet, plot and page.
 */
final class RunRecorder implements TrainingObserver {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private final TrainingPlan plan;
  private final String path;
  private final ArrayList<Clip> sheetClips;
  private final String announcedRoot;
  private transient LossHistory history;
  private transient List<Pair> shown;

  /**
   * @param path the run's folder
   * @param sheetClips the clips of contact sheets
   * @param announcedRoot what the locations of announced weights are relative to; empty to announce
   *     none
   */
  RunRecorder(TrainingPlan plan, Path path, List<Clip> sheetClips, Optional<Path> announcedRoot) {
    this.plan = plan;
    this.path = path.toString();
    this.sheetClips = new ArrayList<>(sheetClips);
    this.announcedRoot = announcedRoot.map(Path::toString).orElse("");
  }

  private RunFolder folder() {
    return new RunFolder(Path.of(path));
  }

  @Override
  public void skipped(Clip clip, String reason) {
    RunListeners.find(path).ifPresent(listener -> listener.skipped(clip.name() + ": " + reason));
  }

  @Override
  public Optional<ModelAnnouncement> stepped(Trainer trainer, StepReport report)
      throws IOException {
    if (history == null) {
      history = LossHistory.before(report.step(), folder().losses());
    }
    history.add(report);
    long step = report.step();
    boolean last = step == plan.schedule().steps();
    if (step % plan.schedule().sheetEvery() == 0 || last) {
      sheet(trainer, step);
    }
    Optional<ModelAnnouncement> announcement = Optional.empty();
    if (step % plan.schedule().saveEvery() == 0 || last) {
      announcement = save(trainer, step);
    }
    RunListeners.find(path).ifPresent(listener -> listener.stepped(report));
    return announcement;
  }

  @Override
  public void checkpointed(long checkpoint, long step) {
    try {
      folder().checkpointSteps().note(checkpoint, step);
    } catch (IOException full) {
      // The checkpoint is as good as any; beside a save it counts as the older one.
      LOG.warn("The step of checkpoint {} cannot be noted: {}", checkpoint, full.getMessage());
    }
  }

  private Optional<ModelAnnouncement> save(Trainer trainer, long step) throws IOException {
    Weights weights = trainer.averaged(plan.data()).published();
    WeightsFile.write(weights, Path.of(path).resolve(WeightsFile.FILE_NAME));
    WeightsFile.write(trainer.state(plan.data()), folder().state());
    String preset = weights.description().preset();
    RunPage.write(
        "Training of " + preset, plan.schedule().steps(), history.reports(), Path.of(path));
    return announcedRoot.isEmpty() ? Optional.empty() : Optional.of(announced(weights, step));
  }

  private ModelAnnouncement announced(Weights weights, long step) throws IOException {
    // A reader may come late: what was announced must not change under its name.
    Path file = folder().announced().resolve("step-%08d.safetensors".formatted(step));
    WeightsFile.write(weights, file);
    return new ModelAnnouncement(
        weights.description().preset(),
        weights.id(),
        Path.of(announcedRoot).relativize(file).toString(),
        FileDigest.sha256(file));
  }

  private void sheet(Trainer trainer, long step) throws IOException {
    if (shown == null) {
      shown = SheetPairs.of(sheetClips, plan.settings().sizePixels());
    }
    if (shown.isEmpty()) {
      return;
    }
    List<List<Picture>> rows = new ArrayList<>();
    List<Preview> made = trainer.preview(shown);
    for (int i = 0; i < shown.size(); i++) {
      rows.add(SheetRow.of(shown.get(i), made.get(i)));
    }
    ContactSheet.write(rows, Path.of(path).resolve("sheet-%06d.png".formatted(step)));
  }
}
