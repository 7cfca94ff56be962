package io.understudy.pipeline.cli;

import io.understudy.pipeline.evaluate.ClipResult;
import io.understudy.pipeline.evaluate.Evaluation;
import io.understudy.pipeline.evaluate.Protocol;
import io.understudy.pipeline.evaluate.PublishedRows;
import io.understudy.pipeline.evaluate.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of an evaluation. */
final class EvaluationTables {
  private EvaluationTables() {}

  /** Means, one row for each model and baseline, as the papers lay them out. */
  static Report means(Evaluation evaluation, String what) {
    List<String> columns = new ArrayList<>(List.of("model"));
    columns.addAll(evaluation.labels());
    List<List<Object>> rows = new ArrayList<>();
    evaluation
        .means()
        .forEach((model, scores) -> rows.add(row(List.of(model), scores, evaluation)));
    return new Report(what, columns, rows);
  }

  /** The same for each clip. */
  static Report clips(Evaluation evaluation) {
    List<String> columns = new ArrayList<>(List.of("clip", "source", "frames", "model"));
    columns.addAll(evaluation.labels());
    List<List<Object>> rows = new ArrayList<>();
    for (ClipResult clip : evaluation.judged()) {
      clip.rows()
          .forEach(
              (model, scores) ->
                  rows.add(
                      row(
                          List.of(clip.clip(), clip.source(), clip.frames(), model),
                          scores,
                          evaluation)));
    }
    return new Report("Each clip", columns, rows);
  }

  /** Clips that could not be judged, and why. */
  static Report skipped(Evaluation evaluation) {
    return new Report(
        "Skipped clips: " + evaluation.skipped().size(),
        List.of("clip", "reason"),
        evaluation.skipped().stream()
            .map(clip -> List.<Object>of(clip.clip(), clip.failure()))
            .toList());
  }

  /** What the papers print for the protocol. */
  static Report published(Protocol protocol) {
    PublishedRows published = PublishedRows.of(protocol);
    return new Report(
        "Published, on another data set and with other detectors",
        published.columns(),
        published.rows().stream().map(row -> List.<Object>copyOf(row)).toList());
  }

  private static List<Object> row(
      List<Object> head, Map<String, Score> scores, Evaluation evaluation) {
    List<Object> row = new ArrayList<>(head);
    for (String label : evaluation.labels()) {
      row.add(scores.containsKey(label) ? rounded(scores.get(label).mean()) : "");
    }
    return row;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
  }
}
