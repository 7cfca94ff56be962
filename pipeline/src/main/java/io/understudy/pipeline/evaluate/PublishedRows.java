package io.understudy.pipeline.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of the papers' tables, for reading beside one's own: another data set and other detectors,
 * so not to be compared figure by figure.
 *
 * @param columns headings
 * @param rows one text for each column, empty where the paper has no figure
 */
public record PublishedRows(List<String> columns, List<List<String>> rows) {
  private static final String RESOURCE = "published.csv";
  private static final int PROTOCOL = 1;
  private static final int FIRST_FIGURE = 4;

  /** The rows of one protocol, with the columns that any of them fills. */
  public static PublishedRows of(Protocol protocol) {
    List<List<String>> lines = lines();
    List<List<String>> rows =
        lines.stream().filter(line -> line.get(PROTOCOL).equals(protocol.name())).toList();
    List<Integer> filled =
        IntStream.range(0, lines.get(0).size())
            .filter(i -> i != PROTOCOL)
            .filter(i -> i < FIRST_FIGURE || rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
            .boxed()
            .toList();
    return new PublishedRows(
        pick(lines.get(0), filled), rows.stream().map(row -> pick(row, filled)).toList());
  }

  private static List<String> pick(List<String> line, List<Integer> columns) {
    return columns.stream().map(line::get).toList();
  }

  private static List<List<String>> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                PublishedRows.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> Arrays.asList(line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the published rows cannot be read", e);
    }
  }
}
