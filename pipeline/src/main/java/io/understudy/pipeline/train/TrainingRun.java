package io.understudy.pipeline.train;

import io.understudy.model.Picture;
import io.understudy.model.training.Pair;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One training run in a folder: {@code weights.safetensors} (the moving average in half precision,
 * ready to use), {@code state.safetensors} (what a resumed run needs) and contact sheets. Which
 * pairs a step sees depends on the seed and the number of the step alone, so a resumed run is the
 * run that was cut.
 */
public final class TrainingRun {
  private static final String STATE = "state.safetensors";
  private static final int SHEET_ROWS = 6;

  private final Trainer trainer;
  private final ClipSet clips;
  private final RunOptions options;
  private final Path folder;
  private final List<Pair> shown;

  /** A run that borrows {@code trainer}; {@code checked} are the clips of the contact sheets. */
  public TrainingRun(
      Trainer trainer, ClipSet clips, ClipSet checked, RunOptions options, Path folder) {
    this.trainer = trainer;
    this.clips = clips;
    this.options = options;
    this.folder = folder;
    SplittableRandom random = new SplittableRandom(1);
    this.shown = Stream.generate(() -> checked.draw(random)).limit(SHEET_ROWS).toList();
  }

  /** Takes up the state that a run left in the folder, if there is one. */
  public boolean resume() throws IOException {
    Path state = folder.resolve(STATE);
    if (!Files.exists(state)) {
      return false;
    }
    trainer.restore(WeightsFile.read(state));
    return true;
  }

  /** Trains until the number of steps is reached; tells every step. */
  public void run(Consumer<StepReport> listener) throws IOException {
    Files.createDirectories(folder);
    while (trainer.steps() < options.steps()) {
      long step = trainer.steps() + 1;
      SplittableRandom random = new SplittableRandom(options.seed() * 7_919 + step);
      List<Pair> batch = Stream.generate(() -> clips.draw(random)).limit(options.batch()).toList();
      listener.accept(trainer.step(batch, options.rate(step)));
      if (step % options.saveEvery() == 0 || step == options.steps()) {
        save();
      }
      if (step % options.sheetEvery() == 0) {
        sheet(step);
      }
    }
  }

  private void save() throws IOException {
    String data = "%d identities, %d frames".formatted(clips.identities().size(), clips.frames());
    Weights weights = trainer.averaged(data).published();
    WeightsFile.write(weights, folder.resolve(WeightsFile.FILE_NAME));
    WeightsFile.write(trainer.state(data), folder.resolve(STATE));
  }

  private void sheet(long step) throws IOException {
    List<List<Picture>> rows = new ArrayList<>();
    List<List<Picture>> made = trainer.preview(shown);
    for (int i = 0; i < shown.size(); i++) {
      List<Picture> row = new ArrayList<>();
      row.add(shown.get(i).source().picture());
      row.add(shown.get(i).driving().picture());
      row.addAll(made.get(i));
      rows.add(row);
    }
    ContactSheet.write(rows, folder.resolve("sheet-%06d.png".formatted(step)));
  }
}
