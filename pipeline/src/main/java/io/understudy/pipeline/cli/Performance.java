package io.understudy.pipeline.cli;

import io.understudy.model.weights.TrainingRecord;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.local.LocalEngine;
import io.understudy.pipeline.local.LocalReenactment;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.ClipReenactment.FrameResult;
import io.understudy.pipeline.playback.DrivingClip;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** Plays one clip through an engine inside this process and tells the user about it. */
final class Performance {
  private final UnderstudyConfiguration settings;
  private final WeightsDescription weights;
  private final PrintWriter out;
  private final StopSignal stop;

  /**
   * Prepares a run.
   *
   * @param stop borrowed; ends the run, so that the caller completes or removes its files
   * @throws io.understudy.pipeline.BadInputException if the preset or its weights cannot be used
   */
  Performance(UnderstudyConfiguration settings, CommandLine command, StopSignal stop) {
    this.settings = settings;
    this.stop = stop;
    this.out = command.getOut();
    this.weights = PresetReenactorLoader.of(settings.model()).check();
  }

  /**
   * The sound that a film of that clip gets. One that no film can hold is told before any work is
   * spent on the pictures, which do not go without: the clip was given for them.
   */
  Optional<Path> soundOf(DrivingClip clip) {
    try {
      clip.sound().ifPresent(Film::checkSound);
      return clip.sound();
    } catch (BadInputException unfit) {
      out.printf("The film will be without sound: %s%n", unfit.getMessage());
      return Optional.empty();
    }
  }

  /** Runs {@code clip} with a progress bar; {@code result} takes every frame, in order. */
  LocalReenactment.Outcome play(
      LocalReenactment reenactment, DrivingClip clip, FrameResult result) {
    UnderstudyConfiguration.Model model = settings.model();
    out.printf(
        "Preset %s with weights %s, %s precision on %s.%n",
        weights.preset(), weights.id(), model.precision(), model.device());
    if (weights.training().origin() == TrainingRecord.Origin.INITIAL) {
      out.println(
          "The network has its initial, untrained weights: the pictures show that everything runs,"
              + " not a likeness; give trained ones with --weights.");
    }
    out.println("Starting a Kafka broker, a Flink cluster and the live job in this process.");
    out.flush();
    try (LocalEngine engine = LocalEngine.start(settings, stop);
        RunProgress progress = new RunProgress(clip.expectedFrames())) {
      return reenactment.run(
          engine,
          clip,
          (driving, reenacted) -> {
            result.accept(driving, reenacted);
            progress.step();
          });
    }
  }

  /**
   * Prints where the film is and what the run took.
   *
   * @param pictures pictures that the finished film holds
   * @throws IllegalStateException if they are not as many as the clip has frames
   */
  void show(LocalReenactment.Outcome outcome, ReportOptions report, Path film, long pictures) {
    if (pictures != outcome.framesIn()) {
      throw new IllegalStateException(
          "film %s holds %d pictures, the clip has %d frames"
              .formatted(film, pictures, outcome.framesIn()));
    }
    out.println();
    report.show(SummaryTable.of(outcome.framesIn(), outcome.seconds(), outcome.summary()), out);
    out.printf("Written: %s, %d pictures%n", film, pictures);
    out.flush();
  }
}
