package io.understudy.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusDistancesTest {
  private final CorpusDistances distances = new CorpusDistances();

  /** Each clip by itself has no spread; only both together do. */
  @Test
  void theDistanceIsOverAllClipsNotTheirMean() {
    add(FeatureSet.TRUTH, "", new float[] {-1, 0}, new float[] {1, 0});
    add(FeatureSet.ANSWER, "model", new float[] {-3, 4}, new float[] {3, 4});

    Score distance = distances.figures().rows().get("model").get("FID");

    assertThat(distance.mean())
        .as("4 apart, deviations of 1.41 and 4.24")
        .isCloseTo(16 + Math.pow(2 * Math.sqrt(2), 2), within(1e-9));
    assertThat(distance.weight()).isEqualTo(2);
  }

  @Test
  void answersAreComparedWithTheSourcesUnderAnotherLabel() {
    add(FeatureSet.SOURCE, "", new float[] {0, 1}, new float[] {0, 2});
    add(FeatureSet.ANSWER, "model", new float[] {5, 1}, new float[] {5, 2});
    add(FeatureSet.ANSWER, "copy-source", new float[] {0, 1}, new float[] {0, 2});

    Map<String, Map<String, Score>> rows = distances.figures().rows();

    assertThat(rows.get("model")).containsOnlyKeys("FID-source");
    assertThat(rows.get("model").get("FID-source").mean()).isCloseTo(25, within(1e-9));
    assertThat(rows.get("copy-source").get("FID-source").mean()).isCloseTo(0, within(1e-9));
  }

  @Test
  void oneFrameHasNoDistance() {
    distances.add(features(FeatureSet.TRUTH, "", new float[] {1, 2}));
    distances.add(features(FeatureSet.ANSWER, "model", new float[] {1, 2}));

    assertThat(distances.figures().rows().get("model")).isEmpty();
  }

  /** Two clips of one frame each. */
  private void add(FeatureSet set, String row, float[] first, float[] second) {
    distances.add(features(set, row, first));
    distances.add(features(set, row, second));
  }

  private static ClipFeatures features(FeatureSet set, String row, float[]... vectors) {
    return new ClipFeatures("FID", set, row, vectors);
  }
}
