package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.Picture;
import io.understudy.model.detector.ActionUnitDetector;
import io.understudy.model.detector.FaceLandmarks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionUnitConsistencyTest {
  /** Two units: what a measure is above rest. */
  private record AboveRest() implements ActionUnitDetector {
    @Override
    public String name() {
      return "above-rest";
    }

    @Override
    public float[] measure(Picture picture, FaceLandmarks face) {
      return new float[2];
    }

    @Override
    public float[] intensities(float[] measured, float[] neutral) {
      return new float[] {measured[0] - neutral[0], measured[1] - neutral[1]};
    }
  }

  private static final List<float[]> WANTED = faces(0, 0, 0, 1, 0);
  private static final List<float[]> HIGHER = faces(7, 7, 7, 8, 7);

  @Test
  void theSameFacesAreConsistentAndEveryFrameCounts() {
    assertThat(consistency(true, WANTED, WANTED)).isEqualTo(new Score(1, 5));
  }

  @Test
  void anotherPersonsFeaturesAreMeasuredFromTheirOwnRest() {
    assertThat(consistency(false, WANTED, HIGHER).mean()).isEqualTo(1);
  }

  @Test
  void aFeatureThatIsHeldWrongAllTheClipIsNoRestOfTheSamePerson() {
    assertThat(consistency(true, WANTED, HIGHER).mean())
        .as("one unit of two is wrong in four frames of five")
        .isEqualTo(0.6);
  }

  @Test
  void anAnswerThatKeepsStillMissesTheMomentsThatMove() {
    assertThat(consistency(true, WANTED, faces(0, 0, 0, 0, 0)).mean()).isEqualTo(0.9);
  }

  @Test
  void twoFramesTellNoRest() {
    assertThat(
            new ActionUnitConsistency(new AboveRest(), true)
                .of(WANTED.subList(0, 2), WANTED.subList(0, 2)))
        .isEmpty();
  }

  private static Score consistency(
      boolean samePerson, List<float[]> wanted, List<float[]> answered) {
    return new ActionUnitConsistency(new AboveRest(), samePerson)
        .of(wanted, answered)
        .orElseThrow();
  }

  private static List<float[]> faces(float... first) {
    return List.of(
        new float[] {first[0], 3},
        new float[] {first[1], 3},
        new float[] {first[2], 3},
        new float[] {first[3], 3},
        new float[] {first[4], 3});
  }
}
