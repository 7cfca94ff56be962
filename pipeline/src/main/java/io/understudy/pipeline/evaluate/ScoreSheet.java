package io.understudy.pipeline.evaluate;

import io.understudy.model.metric.Correlation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the figures of one row over one clip. One thread. */
final class ScoreSheet {
  private final Map<String, Score> means = new LinkedHashMap<>();
  private final Map<String, Course> courses = new LinkedHashMap<>();
  private final Map<String, Sets> sets = new LinkedHashMap<>();
  private final Map<String, Map<FeatureSet, List<float[]>>> pooled = new LinkedHashMap<>();

  /** Adds the figure of one frame. */
  void add(String label, double value) {
    means.merge(label, new Score(value, 1), Score::with);
  }

  /** Adds one point of a course that the answer shall follow. */
  void follow(String label, double wanted, double answered) {
    Course course = courses.computeIfAbsent(label, ignored -> new Course());
    course.wanted.add(wanted);
    course.answered.add(answered);
  }

  /** Adds one vector each to what {@code measure} shall compare over the whole clip. */
  void gather(String label, SetMeasure measure, float[] wanted, float[] answered) {
    Sets both = sets.computeIfAbsent(label, ignored -> new Sets(measure));
    both.wanted.add(wanted);
    both.answered.add(answered);
  }

  /** Adds one vector to what shall be compared over the whole corpus. */
  void pool(String label, FeatureSet set, float[] vector) {
    pooled
        .computeIfAbsent(label, ignored -> new EnumMap<>(FeatureSet.class))
        .computeIfAbsent(set, ignored -> new ArrayList<>())
        .add(vector);
  }

  /** What was pooled of a set, under the row's name where it is the row's own. */
  List<ClipFeatures> features(FeatureSet set, String row) {
    List<ClipFeatures> features = new ArrayList<>();
    pooled.forEach(
        (label, vectors) -> {
          if (vectors.containsKey(set)) {
            float[][] all = vectors.get(set).toArray(float[][]::new);
            features.add(new ClipFeatures(label, set, row, all));
          }
        });
    return features;
  }

  /**
   * The clip's figures; a course counts as one figure, its correlation, and two sets as what their
   * measure makes of them, where there is one.
   */
  Map<String, Score> scores() {
    Map<String, Score> scores = new LinkedHashMap<>(means);
    sets.forEach(
        (label, both) ->
            both.measure
                .of(both.wanted, both.answered)
                .ifPresent(score -> scores.put(label, score)));
    courses.forEach(
        (label, course) ->
            Correlation.of(course.wanted, course.answered)
                .ifPresent(value -> scores.put(label, new Score(value, 1))));
    return scores;
  }

  private static final class Sets {
    private final SetMeasure measure;
    private final List<float[]> wanted = new ArrayList<>();
    private final List<float[]> answered = new ArrayList<>();

    Sets(SetMeasure measure) {
      this.measure = measure;
    }
  }

  private static final class Course {
    private final List<Double> wanted = new ArrayList<>();
    private final List<Double> answered = new ArrayList<>();
  }
}
