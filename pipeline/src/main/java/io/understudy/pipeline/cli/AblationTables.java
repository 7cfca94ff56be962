package io.understudy.pipeline.cli;

import io.understudy.pipeline.ablate.AblationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of an ablation study. Pure. */
final class AblationTables {
  private AblationTables() {}

  /**
   * One Markdown table for each table of the papers, in the order of the results.
   *
   * @param steps that each row was trained
   */
  static String markdown(List<AblationResult> results, long steps) {
    Map<String, List<AblationResult>> tables =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.ablation().table(), LinkedHashMap::new, Collectors.toList()));
    return tables.entrySet().stream()
        .map(table -> TableText.markdown(report(table.getKey(), table.getValue(), steps)))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static Report report(String table, List<AblationResult> results, long steps) {
    Set<String> labels = new LinkedHashSet<>();
    results.forEach(result -> labels.addAll(result.scores().keySet()));
    List<String> columns = new ArrayList<>(List.of("model"));
    columns.addAll(labels);
    List<List<Object>> rows = new ArrayList<>();
    for (AblationResult result : results) {
      List<Object> row = new ArrayList<>(List.of(result.ablation().row()));
      for (String label : labels) {
        row.add(
            result.scores().containsKey(label)
                ? String.format(Locale.ROOT, "%.4f", result.scores().get(label).mean())
                : "");
      }
      rows.add(row);
    }
    return new Report("Rows of %s, %d steps each".formatted(table, steps), columns, rows);
  }
}
