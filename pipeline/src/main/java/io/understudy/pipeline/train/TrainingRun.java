package io.understudy.pipeline.train;

import io.understudy.model.training.StepReport;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import io.understudy.operators.training.TrainingPlan;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.local.LocalCluster;
import io.understudy.pipeline.local.LocalJob;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A {@link TrainJob} on a cluster inside this process, in a folder. A run that was cut goes on from
 * its newest Flink checkpoint if it is asked for the same, otherwise from the state of its last
 * save; either way it is the run that was cut.
 */
public final class TrainingRun {
  private static final Duration POLL = Duration.ofMillis(500);

  private final RunRequest request;
  private final RunFolder folder;
  private final List<Clip> clips;
  private final Optional<Path> checkpoint;
  private final long firstStep;

  private TrainingRun(
      RunRequest request,
      RunFolder folder,
      List<Clip> clips,
      Optional<Path> checkpoint,
      long firstStep) {
    this.request = request;
    this.folder = folder;
    this.clips = clips;
    this.checkpoint = checkpoint;
    this.firstStep = firstStep;
  }

  /**
   * Looks at the folder and makes it ready.
   *
   * @param initial what a new run starts from
   * @throws IOException with one sentence if clips or folder cannot be used
   * @throws BadInputException if the folder holds a run of another preset or configuration
   */
  public static TrainingRun prepare(RunRequest request, Weights initial) throws IOException {
    RunFolder folder = new RunFolder(request.out().toAbsolutePath());
    List<Clip> clips = request.data().clips(folder.topic());
    if (Files.exists(folder.initial())) {
      checkPreset(folder, initial.description());
    } else {
      WeightsFile.write(initial, folder.initial());
    }
    String asked = description(request, clips);
    OptionalLong begun = folder.firstStepOf(asked);
    Optional<Path> checkpoint = begun.isPresent() ? folder.newestCheckpoint() : Optional.empty();
    if (checkpoint.isPresent()) {
      return new TrainingRun(request, folder, clips, checkpoint, begun.getAsLong());
    }
    folder.forgetJob();
    long firstStep = 1 + stepsSaved(folder, initial.description());
    request.data().keepSlice(clips, folder.topic());
    folder.describe(asked, firstStep);
    return new TrainingRun(request, folder, clips, checkpoint, firstStep);
  }

  private static String description(RunRequest request, List<Clip> clips) {
    return "%s %s %s %s %d %d %s"
        .formatted(
            request.settings(),
            perceptual(request),
            request.adversarial(),
            request.schedule(),
            request.trainers(),
            request.roundSteps(),
            clips);
  }

  /** Path of the perceptual network, empty without one: Flink ships no paths. */
  private static String perceptual(RunRequest request) {
    return request.perceptual().map(file -> file.path().toAbsolutePath().toString()).orElse("");
  }

  private static long stepsSaved(RunFolder folder, WeightsDescription initial) throws IOException {
    if (!Files.exists(folder.state())) {
      return 0;
    }
    WeightsDescription saved = WeightsFile.read(folder.state()).description();
    requireSame(folder, saved, initial);
    return saved.training().steps();
  }

  private static void checkPreset(RunFolder folder, WeightsDescription initial) throws IOException {
    requireSame(folder, WeightsFile.read(folder.initial()).description(), initial);
  }

  private static void requireSame(
      RunFolder folder, WeightsDescription found, WeightsDescription wanted) {
    if (found.configuration().equals(wanted.configuration())) {
      return;
    }
    if (found.preset().equals(wanted.preset())) {
      throw new BadInputException(
          "%s holds a run of another configuration of preset %s, as an earlier build had it: give another folder"
              .formatted(folder.path(), found.preset()));
    }
    throw new BadInputException(
        "%s holds a run of preset %s, asked was %s: give another folder or that preset"
            .formatted(folder.path(), found.preset(), wanted.preset()));
  }

  /** What is trained on. */
  public String data() {
    return TrainingData.told(clips);
  }

  /** Where the run goes on, empty for a new one. */
  public Optional<String> resumesFrom() {
    return checkpoint
        .map(path -> "Flink checkpoint " + path)
        .or(() -> firstStep > 1 ? Optional.of("step " + (firstStep - 1)) : Optional.empty());
  }

  /**
   * Trains to the last step, on threads of the cluster. A process that is to end waits for the step
   * that is under way; the run goes on from its newest checkpoint then.
   *
   * @throws BadInputException with one sentence if clips cannot be used or results not be written
   */
  public void run(RunListener listener) throws IOException {
    if (firstStep > request.schedule().steps()) {
      return;
    }
    AtomicBoolean lastStepTaken = new AtomicBoolean();
    String name = folder.path().toString();
    RunListeners.put(name, watched(listener, lastStepTaken));
    try (StopSignal stop = new StopSignal();
        LocalCluster cluster = LocalCluster.start(request.trainers());
        LocalJob job = start(cluster)) {
      while (!job.awaitEnd(POLL)) {
        if (stop.given()) {
          return;
        }
        if (lastStepTaken.get()) {
          // A job ends with a checkpoint and would wait for the next one in turn.
          job.checkpoint();
        }
      }
      failIfFailed(job);
    } finally {
      RunListeners.remove(name);
    }
    folder.forgetJob();
  }

  private RunListener watched(RunListener listener, AtomicBoolean lastStepTaken) {
    return new RunListener() {
      @Override
      public void skipped(String reason) {
        listener.skipped(reason);
      }

      @Override
      public void stepped(StepReport report) {
        listener.stepped(report);
        lastStepTaken.set(report.step() == request.schedule().steps());
      }
    };
  }

  private LocalJob start(LocalCluster cluster) throws IOException {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    job().define(environment);
    return checkpoint.isPresent()
        ? cluster.submitFrom(checkpoint.get().toUri().toString(), environment)
        : cluster.submit(environment);
  }

  private List<Clip> sheetClips() throws IOException {
    return request.check().isPresent() ? new ClipFolder(request.check().get()).clips() : clips;
  }

  private TrainJob job() throws IOException {
    TrainingPlan plan =
        new TrainingPlan(
            request.settings(),
            perceptual(request),
            request.adversarial(),
            request.schedule(),
            folder.initial().toString(),
            firstStep > 1 ? folder.state().toString() : "",
            firstStep,
            data(),
            request.trainers(),
            request.roundSteps(),
            folder.exchange().toString());
    return new TrainJob(
        plan,
        clips,
        request.landmarks(),
        new RunRecorder(plan, folder.path(), sheetClips(), request.announce().isPresent()),
        folder.checkpoints(),
        request.checkpointInterval(),
        request.announce());
  }

  private static void failIfFailed(LocalJob job) {
    Throwable failure = job.failure().orElse(null);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadInputException
          || cause instanceof IOException
          || cause instanceof IllegalArgumentException) {
        throw new BadInputException(cause.getMessage(), failure);
      }
    }
    if (failure != null) {
      throw new IllegalStateException("training failed; the log says why", failure);
    }
  }
}
