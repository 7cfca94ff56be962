package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.PrecisionComparison;
import io.understudy.benchmarks.engine.PrecisionComparison.Timing;
import io.understudy.pipeline.cli.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The table of networks: both precisions, frame and source apart. */
final class NetworkTable {
  private static final List<String> COLUMNS =
      List.of(
          "preset",
          "work",
          "GMAC",
          "exact s",
          "fast s",
          "exact/fast",
          "exact least s",
          "fast least s",
          "exact GFLOP/s",
          "fast GFLOP/s",
          "PSNR dB",
          "official s*",
          "official/fast*");

  private NetworkTable() {}

  static Report of(List<PrecisionComparison> comparisons, int rounds) {
    List<List<Object>> rows = new ArrayList<>();
    for (PrecisionComparison comparison : comparisons) {
      rows.add(
          row(
              comparison.preset(),
              "frame",
              comparison.frame(),
              Rounded.to(comparison.decibels(), 1),
              comparison.officialSeconds()));
      rows.add(row(comparison.preset(), "source", comparison.source(), "", OptionalDouble.empty()));
    }
    String title =
        ("Networks at 256x256, batch 1, untrained weights, medians of %d interleaved runs"
                + " (GFLOP/s of the least)%n"
                + "* least of the official eager code on the specification's machine, 2 threads;"
                + " not measured here")
            .formatted(rounds);
    return new Report(title, COLUMNS, rows);
  }

  private static List<Object> row(
      String preset, String work, Timing timing, Object decibels, OptionalDouble official) {
    return List.of(
        preset,
        work,
        Rounded.to(timing.gigaMacs(), 1),
        Rounded.to(timing.exact().medianSeconds(), 4),
        Rounded.to(timing.fast().medianSeconds(), 4),
        Rounded.to(timing.ratio(), 2),
        Rounded.to(timing.exact().leastSeconds(), 4),
        Rounded.to(timing.fast().leastSeconds(), 4),
        Rounded.to(timing.gigaflops(timing.exact()), 0),
        Rounded.to(timing.gigaflops(timing.fast()), 0),
        decibels,
        official.isPresent() ? official.getAsDouble() : "",
        official.isPresent()
            ? Rounded.to(official.getAsDouble() / timing.fast().leastSeconds(), 2)
            : "");
  }
}
