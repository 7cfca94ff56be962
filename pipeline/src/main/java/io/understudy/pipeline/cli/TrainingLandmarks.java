package io.understudy.pipeline.cli;

import io.understudy.model.detector.LandmarkDetector;
import io.understudy.model.training.LossWeights;
import io.understudy.operators.training.LandmarkSource;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import java.util.Optional;

/**
 * Whether training is told landmarks, and what follows from it. Immutable.
 *
 * @param known whether a face mesh looks for them
 */
record TrainingLandmarks(boolean known) {
  /** Known if they are wanted and the face mesh has been fetched. */
  static TrainingLandmarks ifFetched(boolean wanted) {
    return new TrainingLandmarks(
        wanted && ModelsFolder.usual().find(ModelPackage.FACES).isPresent());
  }

  LossWeights losses() {
    return known ? LossWeights.pixelsAndLandmarks() : LossWeights.pixelsOnly();
  }

  LandmarkSource source() {
    return known
        ? () -> ModelsFolder.usual().faceMesh().map(LandmarkDetector.class::cast)
        : Optional::empty;
  }
}
