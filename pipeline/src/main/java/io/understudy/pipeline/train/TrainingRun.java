package io.understudy.pipeline.train;

import io.understudy.model.training.StepReport;
import io.understudy.model.weights.Weights;
import io.understudy.operators.training.Clip;
import io.understudy.operators.training.ClipFolder;
import io.understudy.operators.training.TrainingPlan;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.local.LocalCluster;
import io.understudy.pipeline.local.LocalJob;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A {@link TrainJob} on a cluster inside this process, in a folder. A run that was cut goes on from
 * its newest Flink checkpoint if it is asked for the same and has not saved since, otherwise from
 * the state of its last save; either way it is the run that was cut.
 */
public final class TrainingRun {
  private static final Duration POLL = Duration.ofMillis(500);

  private final RunRequest request;
  private final RunFolder folder;
  private final List<Clip> clips;
  private final RunStart start;

  private TrainingRun(RunRequest request, RunFolder folder, List<Clip> clips, RunStart start) {
    this.request = request;
    this.folder = folder;
    this.clips = clips;
    this.start = start;
  }

  /**
   * Looks at the folder and makes it ready.
   *
   * @param initial what a new run starts from
   * @throws IOException with one sentence if clips, those of contact sheets or folder cannot be
   *     used
   * @throws BadInputException if the folder holds a run of another preset or configuration, or lies
   *     where nobody finds what it announces
   */
  public static TrainingRun prepare(RunRequest request, Weights initial) throws IOException {
    RunFolder folder = new RunFolder(request.out().toAbsolutePath());
    List<Clip> clips = request.data().clips(folder.topic());
    // What cannot be used is told now, not when the first sheet or announcement is due.
    if (request.check().isPresent()) {
      new ClipFolder(request.check().get()).clips();
    }
    request.announce().ifPresent(announce -> announce.root(folder.announced()));
    RunStart start =
        RunStart.of(folder, description(request, clips), request.needsCheckpoint(), initial);
    if (start.checkpoint().isEmpty()) {
      request.data().keepSlice(clips, folder.topic());
    }
    return new TrainingRun(request, folder, clips, start);
  }

  private static String description(RunRequest request, List<Clip> clips) {
    return "%s %s %s %s %d %d %d %s"
        .formatted(
            request.settings(),
            perceptual(request),
            request.adversarial(),
            request.schedule(),
            request.trainers(),
            request.roundSteps(),
            request.data().framesPerIdentity(),
            clips);
  }

  /** Path of the perceptual network, empty without one: Flink ships no paths. */
  private static String perceptual(RunRequest request) {
    return request.perceptual().map(file -> file.path().toAbsolutePath().toString()).orElse("");
  }

  /** What is trained on. */
  public String data() {
    return TrainingData.told(clips);
  }

  /** Where the run goes on, empty for a new one. */
  public Optional<String> resumesFrom() {
    return start.checkpoint().map(path -> "Flink checkpoint " + path).or(this::lastSave);
  }

  private Optional<String> lastSave() {
    return start.firstStep() > 1
        ? Optional.of("step " + (start.firstStep() - 1))
        : Optional.empty();
  }

  /** Whether the run goes on and so leaves out the initial weights given, which are others. */
  public boolean leavesOutInitial() {
    return start.leavesOut();
  }

  /**
   * Trains to the last step, on threads of the cluster. A process that is to end waits for the step
   * that is under way; the run goes on from its newest checkpoint then.
   *
   * @throws BadInputException with one sentence if clips cannot be used or results not be written
   */
  public void run(RunListener listener) throws IOException {
    if (start.firstStep() > request.schedule().steps()) {
      return;
    }
    AtomicBoolean lastStepTaken = new AtomicBoolean();
    String name = folder.path().toString();
    RunListeners.put(name, watched(listener, lastStepTaken));
    try (StopSignal stop = new StopSignal();
        LocalCluster cluster = LocalCluster.start(request.trainers());
        LocalJob job = start(cluster)) {
      if (!done(job, stop, listener, lastStepTaken)) {
        return;
      }
    } finally {
      RunListeners.remove(name);
    }
    folder.forgetJob();
  }

  /** Waits for the job's end, or the signal to end; tells whether the run is done. */
  private static boolean done(
      LocalJob job, StopSignal stop, RunListener listener, AtomicBoolean lastStepTaken) {
    CheckpointWatch watch = new CheckpointWatch(listener);
    boolean asked = false;
    while (!job.awaitEnd(POLL)) {
      if (stop.given()) {
        return false;
      }
      boolean failed = watch.tellFailed(job.failedCheckpoints());
      if (failed && asked) {
        // The job would wait for a last checkpoint for ever; all that the run is for is saved.
        return true;
      }
      if (lastStepTaken.get()) {
        // A job ends with a checkpoint and would wait for the next one in turn.
        job.checkpoint();
        asked = true;
      }
    }
    failIfFailed(job);
    return true;
  }

  private RunListener watched(RunListener listener, AtomicBoolean lastStepTaken) {
    return new RunListener() {
      @Override
      public void skipped(String reason) {
        listener.skipped(reason);
      }

      @Override
      public void checkpointFailed(String reason) {
        listener.checkpointFailed(reason);
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
    return start.checkpoint().isPresent()
        ? cluster.submitFrom(start.checkpoint().get().toUri().toString(), environment)
        : cluster.submit(environment);
  }

  private List<Clip> sheetClips() throws IOException {
    return request.check().isPresent()
        ? new ClipFolder(request.check().get()).clips()
        : clips.stream().filter(Clip::usable).toList();
  }

  private TrainJob job() throws IOException {
    TrainingPlan plan =
        new TrainingPlan(
            request.settings(),
            perceptual(request),
            request.adversarial(),
            request.schedule(),
            folder.initial().toString(),
            start.firstStep() > 1 ? folder.state().toString() : "",
            start.firstStep(),
            data(),
            request.data().framesPerIdentity(),
            request.trainers(),
            request.roundSteps(),
            folder.exchange().toString());
    return new TrainJob(
        plan,
        clips,
        request.landmarks(),
        new RunRecorder(
            plan,
            folder.path(),
            sheetClips(),
            request.announce().map(announce -> announce.root(folder.announced()))),
        folder.checkpoints(),
        request.checkpointInterval(),
        request.announce().map(RunAnnouncements::kafka));
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
