package io.understudy.it;

import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.TrainingSchedule;
import io.understudy.pipeline.train.RunAnnouncements;
import io.understudy.pipeline.train.RunListener;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingData;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Runs of the tiny preset.
 *
 * @param steps number of the last step
 * @param saveEvery steps from one save to the next
 * @param trainers trainers side by side
 * @param roundSteps steps of a round
 * @param announce where new weights are announced
 */
record TinyTraining(
    long steps,
    long saveEvery,
    int trainers,
    long roundSteps,
    Optional<RunAnnouncements> announce) {
  static final int SIZE_PIXELS = 64;
  private static final double RATE = 1e-3;

  /** One trainer that tells nobody. */
  static TinyTraining of(long steps, long saveEvery) {
    return new TinyTraining(steps, saveEvery, 1, 1, Optional.empty());
  }

  /** What a run told. */
  record Told(List<StepReport> steps, List<String> skipped, List<String> failedCheckpoints) {
    /** Mean of a loss over the last steps. */
    double last(String loss, int count) {
      return steps.subList(steps.size() - count, steps.size()).stream()
          .mapToDouble(report -> report.losses().get(loss))
          .average()
          .orElseThrow();
    }
  }

  /** Runs to the end. */
  Told run(Path clips, Path out) throws IOException {
    return run(new TrainingData(clips), Optional.of(clips), out);
  }

  Told run(TrainingData data, Optional<Path> check, Path out) throws IOException {
    List<StepReport> steps = Collections.synchronizedList(new ArrayList<>());
    List<String> skipped = Collections.synchronizedList(new ArrayList<>());
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    run(
        data,
        check,
        out,
        new RunListener() {
          @Override
          public void skipped(String reason) {
            skipped.add(reason);
          }

          @Override
          public void checkpointFailed(String reason) {
            failed.add(reason);
          }

          @Override
          public void stepped(StepReport report) {
            steps.add(report);
          }
        });
    return new Told(steps, skipped, failed);
  }

  void run(Path clips, Path out, RunListener listener) throws IOException {
    run(new TrainingData(clips), Optional.of(clips), out, listener);
  }

  void run(TrainingData data, Optional<Path> check, Path out, RunListener listener)
      throws IOException {
    prepare(data, check, out).run(listener);
  }

  TrainingRun prepare(Path clips, Path out) throws IOException {
    return prepare(new TrainingData(clips), Optional.of(clips), out);
  }

  TrainingRun prepare(TrainingData data, Optional<Path> check, Path out) throws IOException {
    return TrainingRun.prepare(
        request(data, check, out), Networks.initialWeights(TinyModel.PRESET, 3));
  }

  /** SHA-256 of all that a trainer keeps: weights, average, moments. */
  static String stateOf(Path out) throws IOException {
    return WeightsFile.read(out.resolve("state.safetensors")).description().sha256();
  }

  private RunRequest request(TrainingData data, Optional<Path> check, Path out) {
    return new RunRequest(
        data,
        check,
        out,
        new TrainingSettings(
            SIZE_PIXELS,
            Precision.FAST,
            OptimizerSettings.published(RATE),
            LossWeights.pixelsOnly(),
            StageSteps.NONE,
            false,
            0,
            5),
        new TrainingSchedule(steps, 2, RATE, saveEvery, saveEvery, 1),
        Optional::empty,
        Optional.empty(),
        AdversarialSettings.NONE,
        trainers,
        roundSteps,
        Duration.ofMillis(300),
        announce);
  }
}
