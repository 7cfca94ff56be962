package io.understudy.pipeline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of results: printed for people, written as JSON for programs.
 *
 * @param title what the table shows
 * @param columns headings, also the names of the JSON fields
 * @param rows one value for each column: text, number or boolean
 */
public record Report(String title, List<String> columns, List<List<Object>> rows) {
  public Report {
    columns = List.copyOf(columns);
    rows = rows.stream().<List<Object>>map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %s of table '%s' needs %d values".formatted(row, title, columns.size()));
      }
    }
  }

  /** The rows as one object each. */
  public List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        fields.put(columns.get(i), row.get(i));
      }
      records.add(fields);
    }
    return records;
  }
}
