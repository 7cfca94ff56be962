package io.understudy.deploy;

import static java.util.regex.Matcher.quoteReplacement;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.pipeline.configuration.Option;
import io.understudy.pipeline.configuration.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of these pages are those that the code gives. With {@code
 * -Dunderstudy.write-pages=true} the tables are written instead of compared.
 */
class GeneratedPagesTest {
  private static final Path DOCS = RepositoryFiles.ROOT.resolve("docs");
  private static final Pattern TABLE = Pattern.compile("(?m)(^\\|.*\n)+");

  @Test
  void theOptionsPageListsEveryKeyAsTheCodeDefinesIt() throws IOException {
    String table =
        table(
            List.of("key", "default", "must be", "meaning"),
            Options.ALL.stream().map(GeneratedPagesTest::row));

    assertThat(page("options.md", table)).contains("\n\n" + table);
  }

  @Test
  void theMetricsPageListsEveryMetric() throws IOException {
    String table =
        table(
            List.of("metric", "unit", "is"),
            Arrays.stream(LiveMetric.values())
                .map(m -> List.of(code(m.metricName()), m.unit(), m.description())));

    assertThat(page("metrics.md", table)).contains("\n\n" + table);
  }

  @Test
  void theMetricsPageNamesEveryReason() {
    assertThat(RepositoryFiles.text(DOCS.resolve("metrics.md")))
        .contains(Stream.of(DropReason.values()).map(r -> code(r.label())).toList())
        .contains(Stream.of(DeadLetter.Reason.values()).map(r -> code(r.name())).toList());
  }

  private static List<String> row(Option<?> option) {
    String value = option.defaultText().isEmpty() ? "" : code(option.defaultText());
    return List.of(code(option.key()), value, option.type().rule(), option.description());
  }

  /** The page; one that is to be written gets {@code table} first. */
  private static String page(String name, String table) throws IOException {
    Path file = DOCS.resolve(name);
    if (Boolean.getBoolean("understudy.write-pages")) {
      String written =
          TABLE.matcher(RepositoryFiles.text(file)).replaceFirst(quoteReplacement(table));
      Files.writeString(file, written);
    }
    return RepositoryFiles.text(file);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    Stream<String> rule = Stream.of("|" + "---|".repeat(head.size()));
    return Stream.of(Stream.of(line(head)), rule, rows.map(GeneratedPagesTest::line))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.isEmpty() ? " " : " " + cell.replace("|", "\\|") + " ")
        .collect(Collectors.joining("|", "|", "|"));
  }
}
