package io.understudy.pipeline.train;

import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsDescription;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a run starts: at the newer of its newest Flink checkpoint and its last save, otherwise at
 * its first step. A checkpoint may hold what no save does: frames that their topic has dropped, an
 * announcement that is not sent yet, the other trainers' steps of a round. Where it may, it is
 * taken however old it is, and steps behind it are taken again.
 *
 * @param checkpoint the checkpoint, of a job that was asked for the same
 * @param firstStep number of the job's first step
 * @param leavesOut whether the weights that were given are left out: the run began from others
 */
record RunStart(Optional<Path> checkpoint, long firstStep, boolean leavesOut) {
  /**
   * Looks at the folder and makes it ready.
   *
   * @param asked what the job is asked for
   * @param holdsMore whether a checkpoint may hold what a save does not
   * @param initial what a new run starts from
   * @throws BadInputException if the folder holds a run of another preset or configuration
   */
  static RunStart of(RunFolder folder, String asked, boolean holdsMore, Weights initial)
      throws IOException {
    WeightsDescription wanted = initial.description();
    Optional<WeightsDescription> begunFrom = described(folder, folder.initial(), wanted);
    long saved =
        described(folder, folder.state(), wanted).map(state -> state.training().steps()).orElse(0L);
    OptionalLong begun = folder.firstStepOf(asked);
    Optional<Path> checkpoint =
        begun.isEmpty() ? Optional.empty() : checkpointFrom(folder, holdsMore ? 0 : saved);
    boolean goesOn = checkpoint.isPresent() || saved > 0;
    if (!goesOn || begunFrom.isEmpty()) {
      WeightsFile.write(initial, folder.initial());
    }
    boolean leavesOut =
        goesOn && begunFrom.filter(from -> !from.sha256().equals(wanted.sha256())).isPresent();
    if (checkpoint.isPresent()) {
      return new RunStart(checkpoint, begun.getAsLong(), leavesOut);
    }
    folder.forgetJob();
    folder.describe(asked, saved + 1);
    return new RunStart(checkpoint, saved + 1, leavesOut);
  }

  /** The newest checkpoint unless it is of a step before {@code saved}. */
  private static Optional<Path> checkpointFrom(RunFolder folder, long saved) throws IOException {
    Optional<Path> newest = folder.newestCheckpoint();
    if (newest.isEmpty() || folder.checkpointSteps().of(newest.get()) < saved) {
      return Optional.empty();
    }
    return newest;
  }

  private static Optional<WeightsDescription> described(
      RunFolder folder, Path file, WeightsDescription wanted) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    WeightsDescription found = WeightsFile.read(file).description();
    requireSame(folder, found, wanted);
    return Optional.of(found);
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
}
