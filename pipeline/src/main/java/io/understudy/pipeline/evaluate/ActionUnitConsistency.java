package io.understudy.pipeline.evaluate;

import io.understudy.model.detector.ActionUnitDetector;
import io.understudy.model.metric.FaceDistance;
import java.util.List;
import java.util.Optional;

/**
 * Consistency of action units (AUCON) over a clip: the share of units that wanted and answered face
 * both show or both do not show, mean over frames (NETWORKS section 6).
 *
 * <p>A person's face at rest is the median of each measure over the clip: of the wanted frames, for
 * the answers too where they are to show the same person; otherwise each has its own.
 *
 * @param detector what measured the faces
 * @param samePerson whether wanted and answered frames are to show the same person
 */
record ActionUnitConsistency(ActionUnitDetector detector, boolean samePerson)
    implements SetMeasure {
  private static final int FEWEST = 3;

  @Override
  public Optional<Score> of(List<float[]> wanted, List<float[]> answered) {
    if (wanted.size() < FEWEST) {
      return Optional.empty();
    }
    float[] wantedRest = atRest(wanted);
    float[] answeredRest = samePerson ? wantedRest : atRest(answered);
    double sum = 0;
    for (int i = 0; i < wanted.size(); i++) {
      sum +=
          FaceDistance.actionUnits(
              detector.intensities(wanted.get(i), wantedRest),
              detector.intensities(answered.get(i), answeredRest));
    }
    return Optional.of(new Score(sum / wanted.size(), wanted.size()));
  }

  private static float[] atRest(List<float[]> faces) {
    float[] rest = new float[faces.get(0).length];
    for (int i = 0; i < rest.length; i++) {
      int measure = i;
      double[] course = faces.stream().mapToDouble(face -> face[measure]).sorted().toArray();
      rest[i] = (float) course[course.length / 2];
    }
    return rest;
  }
}
