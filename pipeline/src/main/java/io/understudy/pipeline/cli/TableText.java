package io.understudy.pipeline.cli;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Report} as text for documents and spreadsheets. Pure. */
public final class TableText {
  private TableText() {}

  /** A heading and a table in Markdown. */
  public static String markdown(Report report) {
    String rule = markdownRow(Collections.nCopies(report.columns().size(), "---"));
    return "### %s%n%n%s%n%s%n%s%n"
        .formatted(
            report.title(),
            markdownRow(report.columns()),
            rule,
            report.rows().stream()
                .map(TableText::markdownRow)
                .collect(Collectors.joining(System.lineSeparator())));
  }

  /** Comma-separated values with a line of headings. */
  public static String csv(Report report) {
    String rows =
        report.rows().stream()
            .map(TableText::csvRow)
            .collect(Collectors.joining(System.lineSeparator()));
    return "%s%n%s%n".formatted(csvRow(report.columns()), rows);
  }

  private static String markdownRow(List<?> cells) {
    return cells.stream()
        .map(cell -> String.valueOf(cell).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String csvRow(List<?> cells) {
    return cells.stream().map(TableText::csvCell).collect(Collectors.joining(","));
  }

  private static String csvCell(Object cell) {
    String text = String.valueOf(cell);
    return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
