package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.Interleaved.Times;
import io.understudy.benchmarks.engine.PrecisionComparison;
import io.understudy.benchmarks.engine.PrecisionComparison.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of Markdown under {@link ResultsOptions#HEAD}. */
final class ResultsRow {
  private ResultsRow() {}

  /** Two rows for each network: a frame, a source. */
  static List<String> of(List<PrecisionComparison> comparisons, String commit, String machine) {
    List<String> rows = new ArrayList<>();
    for (PrecisionComparison comparison : comparisons) {
      String start = "| %s | %s | %s |".formatted(commit, machine, comparison.preset());
      String decibels = String.format(Locale.ROOT, "%.1f dB", comparison.decibels());
      rows.add(start + cells("frame", comparison.frame(), decibels));
      rows.add(start + cells("source", comparison.source(), ""));
    }
    return rows;
  }

  private static String cells(String work, Timing timing, String decibels) {
    return String.format(
        Locale.ROOT,
        " %s | %.1f | %s | %s | %.2f | %.0f, %.0f | %s |",
        work,
        timing.gigaMacs(),
        seconds(timing.exact()),
        seconds(timing.fast()),
        timing.ratio(),
        timing.gigaflops(timing.exact()),
        timing.gigaflops(timing.fast()),
        decibels);
  }

  private static String seconds(Times times) {
    return String.format(Locale.ROOT, "%.3f (%.3f)", times.medianSeconds(), times.leastSeconds());
  }
}
