package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.PrecisionComparison;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Adds what {@code bench} measured of networks to a page of results, newest first. */
final class ResultsOptions {
  static final String HEAD =
      "| commit | machine | preset | work | GMAC | exact | fast | ratio"
          + " | GFLOP/s exact, fast | PSNR |";

  @Option(
      names = "--append",
      paramLabel = "PAGE",
      description =
          "Add a row for each network to the table of networks in the Markdown page PAGE, such as"
              + " benchmarks/RESULTS.md.")
  private Path page;

  @Option(
      names = "--machine",
      paramLabel = "TEXT",
      description = "With --append: what the rows say of the machine, such as 'A, quiet'.")
  private String machine;

  /**
   * Refuses a page that lacks the table, before anything is measured.
   *
   * @param networks whether this run measures networks, which is what the rows are of
   * @throws BadInputException in one sentence
   */
  void check(boolean networks) {
    if ((page == null) != (machine == null)) {
      throw new BadInputException(
          "--append and --machine go together, got only %s; give both"
              .formatted(page == null ? "--machine" : "--append"));
    }
    if (page != null && !networks) {
      throw new BadInputException(
          "--append %s adds rows of networks, which --profile, --streams, --training, --evaluation and --clips do not measure; leave one of both out"
              .formatted(page));
    }
    if (page != null && (!Files.isWritable(page) || place(lines()) < 0)) {
      throw new BadInputException(
          "--append %s must be a writable page with the table '%s'; give one like benchmarks/RESULTS.md"
              .formatted(page, HEAD));
    }
  }

  /** Adds the rows, where that is asked for. */
  void append(List<PrecisionComparison> comparisons, int rounds) {
    if (page == null) {
      return;
    }
    String measured = "%s, %d rounds".formatted(machine, rounds);
    List<String> lines = new ArrayList<>(lines());
    lines.addAll(place(lines), ResultsRow.of(comparisons, Build.current().commit(), measured));
    try {
      Files.write(page, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the rows cannot be added to " + page, e);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new BadInputException(
          "--append %s cannot be read as text; give a Markdown page".formatted(page), e);
    }
  }

  /** Where the newest row belongs: below the head and the line under it; -1 without a table. */
  private static int place(List<String> lines) {
    int head = lines.indexOf(HEAD);
    return head < 0 || head + 1 == lines.size() ? -1 : head + 2;
  }
}
