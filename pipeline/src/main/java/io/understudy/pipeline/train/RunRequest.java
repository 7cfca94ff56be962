package io.understudy.pipeline.train;

import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.TrainingSettings;
import io.understudy.operators.training.LandmarkSource;
import io.understudy.operators.training.TrainingSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param data what is trained on
 * @param check folder of the clips of the contact sheets; those trained on without it
 * @param out folder of the run
 * @param settings of the network's training
 * @param schedule length and rhythm
 * @param landmarks opens the detector of landmarks
 * @param perceptual what output and driving frame are compared by, beside their pixels
 * @param adversarial how a discriminator takes part
 * @param trainers trainers side by side, at least 1
 * @param roundSteps steps from one average over the trainers to the next
 * @param checkpointInterval from one Flink checkpoint to the next
 * @param announce where new weights are announced
 */
public record RunRequest(
    TrainingData data,
    Optional<Path> check,
    Path out,
    TrainingSettings settings,
    TrainingSchedule schedule,
    LandmarkSource landmarks,
    Optional<PerceptualFile> perceptual,
    AdversarialSettings adversarial,
    int trainers,
    long roundSteps,
    Duration checkpointInterval,
    Optional<RunAnnouncements> announce) {
  /** Whether a checkpoint of the run may hold what a save of one trainer's state does not. */
  boolean needsCheckpoint() {
    return trainers > 1 || announce.isPresent() || data.topic().isPresent();
  }

  /** The same in another folder. */
  public RunRequest into(Path folder) {
    return new RunRequest(
        data,
        check,
        folder,
        settings,
        schedule,
        landmarks,
        perceptual,
        adversarial,
        trainers,
        roundSteps,
        checkpointInterval,
        announce);
  }
}
