package io.understudy.pipeline.cli;

import io.understudy.pipeline.soak.Soak;
import io.understudy.pipeline.soak.SoakGauge;
import io.understudy.pipeline.soak.SoakSample;
import io.understudy.pipeline.soak.SoakVerdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code soak} shows of its samples and of its verdict. */
final class SoakTable {
  private static final List<String> COLUMNS =
      List.of(
          "gauge", "after warm-up", "at the end", "growth %", "at least %", "at most %", "holds");

  private SoakTable() {}

  /** A sample in one line. */
  static String line(SoakSample sample) {
    String values =
        Stream.of(SoakGauge.values())
            .map(gauge -> gauge.label() + " " + value(sample, gauge))
            .collect(Collectors.joining(" | "));
    return String.format(Locale.ROOT, "%6.1f s  %s", sample.seconds(), values);
  }

  /** The verdict. */
  static Report of(Soak.Outcome outcome, List<SoakVerdict> verdicts) {
    return new Report(
        "%s: %d streams came, %d frames came out"
            .formatted(title(outcome), outcome.streams(), outcome.framesOut()),
        COLUMNS,
        verdicts.stream().map(SoakTable::cells).toList());
  }

  private static String title(Soak.Outcome outcome) {
    if (!outcome.cut()) {
      return "Soak";
    }
    double seconds = outcome.samples().get(outcome.samples().size() - 1).seconds();
    return String.format(Locale.ROOT, "Soak, cut after %.0f s", seconds);
  }

  private static List<Object> cells(SoakVerdict verdict) {
    return List.of(
        verdict.gauge().label(),
        rounded(verdict.before()),
        rounded(verdict.after()),
        rounded(100 * verdict.growth()),
        rounded(100 * verdict.leastGrowth()),
        rounded(100 * verdict.mostGrowth()),
        verdict.holds());
  }

  private static String value(SoakSample sample, SoakGauge gauge) {
    Double value = sample.values().get(gauge);
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
