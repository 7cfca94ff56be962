package io.understudy.pipeline.evaluate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The results of all clips.
 *
 * @param clips one result for each clip
 * @param corpus figures of all of them together
 */
public record Evaluation(List<ClipResult> clips, CorpusFigures corpus) {
  public Evaluation {
    clips = List.copyOf(clips);
  }

  /** Clips that could not be judged. */
  public List<ClipResult> skipped() {
    return clips.stream().filter(ClipResult::skipped).toList();
  }

  /** Clips that were judged. */
  public List<ClipResult> judged() {
    return clips.stream().filter(clip -> !clip.skipped()).toList();
  }

  /**
   * Means by row and label: over the frames of all clips, as the official code takes them; figures
   * of whole clips over clips; those of the corpus as they are.
   */
  public Map<String, Map<String, Score>> means() {
    Map<String, Map<String, Score>> means = new LinkedHashMap<>();
    for (ClipResult clip : judged()) {
      clip.rows()
          .forEach(
              (row, scores) -> {
                Map<String, Score> sums =
                    means.computeIfAbsent(row, ignored -> new LinkedHashMap<>());
                scores.forEach((label, score) -> sums.merge(label, score, Score::with));
              });
    }
    corpus.rows().forEach((row, scores) -> means.get(row).putAll(scores));
    return means;
  }

  /** All labels, in the order in which they first appear. */
  public Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    means().values().forEach(scores -> labels.addAll(scores.keySet()));
    return labels;
  }
}
