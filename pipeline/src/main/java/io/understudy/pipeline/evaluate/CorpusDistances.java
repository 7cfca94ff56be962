package io.understudy.pipeline.evaluate;

import io.understudy.model.metric.FeatureMoments;
import io.understudy.model.metric.FrechetDistance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers features clip by clip and gives the Fréchet distances over all of them: of a row's
 * answers to the truths under their label, to the sources under the label with {@code -source}. One
 * thread.
 */
final class CorpusDistances {
  private static final String OF_SOURCES = "-source";

  private final Map<Key, FeatureMoments> moments = new LinkedHashMap<>();

  private record Key(String label, FeatureSet set, String row) {}

  void add(ClipFeatures features) {
    moments
        .computeIfAbsent(
            new Key(features.label(), features.set(), features.row()),
            ignored -> new FeatureMoments())
        .add(Arrays.asList(features.vectors()));
  }

  /** Figures by row and label. */
  CorpusFigures figures() {
    Map<String, Map<String, Score>> rows = new LinkedHashMap<>();
    moments.forEach(
        (key, answers) -> {
          if (key.set == FeatureSet.ANSWER) {
            Map<String, Score> row = rows.computeIfAbsent(key.row, name -> new LinkedHashMap<>());
            compare(key.label, moments.get(other(key, FeatureSet.TRUTH)), answers, row);
            compare(
                key.label + OF_SOURCES, moments.get(other(key, FeatureSet.SOURCE)), answers, row);
          }
        });
    return new CorpusFigures(rows);
  }

  private static Key other(Key key, FeatureSet set) {
    return new Key(key.label, set, "");
  }

  private static void compare(
      String label, FeatureMoments wanted, FeatureMoments answers, Map<String, Score> row) {
    if (wanted != null) {
      FrechetDistance.of(wanted, answers)
          .ifPresent(distance -> row.put(label, new Score(distance, answers.count())));
    }
  }
}
