package io.understudy.pipeline.cli;

import io.understudy.pipeline.evaluate.Evaluation;
import io.understudy.pipeline.evaluate.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints an evaluation's tables, and writes them where the user asks for it. */
final class EvaluationReportOptions {
  @Mixin private ReportOptions report;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the means as CSV to FILE too.")
  private Path csv;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the tables as Markdown to FILE too.")
  private Path markdown;

  /**
   * Refuses files that cannot be written, before the work starts.
   *
   * @throws io.understudy.pipeline.BadInputException if one cannot
   */
  void check() {
    report.check();
    for (Path file : new Path[] {csv, markdown}) {
      if (file != null) {
        OutputPath.requireWritable(file);
      }
    }
  }

  /** Prints means, published rows and skipped clips; writes the files. */
  void show(Evaluation evaluation, Protocol protocol, String title, PrintWriter out) {
    Report means = EvaluationTables.means(evaluation, title);
    Report skipped = EvaluationTables.skipped(evaluation);
    Report published = EvaluationTables.published(protocol);
    out.println();
    report.print(means, out);
    report.print(published, out);
    if (!evaluation.skipped().isEmpty()) {
      report.print(skipped, out);
    }
    report.write(List.of(means, EvaluationTables.clips(evaluation), skipped, published));
    write(csv, TableText.csv(means));
    write(markdown, TableText.markdown(means) + "\n" + TableText.markdown(published));
  }

  private static void write(Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + file + " cannot be written", e);
    }
  }
}
