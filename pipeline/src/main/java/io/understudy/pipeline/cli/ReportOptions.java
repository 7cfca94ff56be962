package io.understudy.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Prints a command's {@link Report}, and writes it as JSON where the user asks for it. */
public final class ReportOptions {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the printed table as JSON to FILE too.")
  private Path json;

  /**
   * Refuses a JSON file that cannot be written, before the work starts.
   *
   * @throws BadInputException if it cannot be written
   */
  public void check() {
    if (json != null) {
      OutputPath.requireWritable(json);
    }
  }

  /** Prints {@code report} and writes the JSON file. */
  public void show(Report report, PrintWriter out) {
    print(report, out);
    write(fields(report));
  }

  /** Prints {@code report}, one of several that {@link #write} writes together. */
  public void print(Report report, PrintWriter out) {
    out.println(report.title());
    out.println(table(report));
    out.flush();
  }

  /** Writes the JSON file of a command with several tables. */
  public void write(List<Report> reports) {
    write(Map.of("tables", reports.stream().map(ReportOptions::fields).toList()));
  }

  /**
   * Writes the JSON file of a command that was cut, with the field {@code cut}; where no table is
   * complete, none.
   */
  public void writeCut(List<Report> reports) {
    if (!reports.isEmpty()) {
      write(Map.of("cut", true, "tables", reports.stream().map(ReportOptions::fields).toList()));
    }
  }

  private static Map<String, Object> fields(Report report) {
    return Map.of("title", report.title(), "rows", report.records());
  }

  private static String table(Report report) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < report.columns().size(); i++) {
      columns.add(
          new Column()
              .header(report.columns().get(i))
              .headerAlign(HorizontalAlign.LEFT)
              .maxWidth(200)
              .dataAlign(isNumeric(report, i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT));
    }
    String[][] cells =
        report.rows().stream()
            .map(row -> row.stream().map(ReportOptions::text).toArray(String[]::new))
            .toArray(String[][]::new);
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, columns.toArray(new Column[0]), cells);
  }

  private static boolean isNumeric(Report report, int column) {
    return report.rows().stream().allMatch(row -> row.get(column) instanceof Number);
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%s", number)
        : String.valueOf(value);
  }

  private void write(Map<String, Object> content) {
    if (json == null) {
      return;
    }
    try {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), content);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON file " + json + " cannot be written", e);
    }
  }
}
