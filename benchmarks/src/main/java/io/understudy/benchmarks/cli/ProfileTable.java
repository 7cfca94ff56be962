package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.engine.LayerProfile;
import io.understudy.benchmarks.engine.LayerProfile.Kind;
import io.understudy.pipeline.cli.Report;
import java.util.List;

/** The table of one preset's kinds of layers against what the machine could do. */
final class ProfileTable {
  private static final List<String> COLUMNS =
      List.of("layers", "calls", "ms", "share %", "GMAC", "GFLOP/s", "GB/s", "of ceiling %");

  private ProfileTable() {}

  static Report of(LayerProfile profile) {
    String title =
        ("%s in %s: processor time of a driving frame on one thread, least %.1f ms%n"
                + "ceilings of this thread: %.0f GFLOP/s where layers multiply, %.1f GB/s elsewhere")
            .formatted(
                profile.preset(),
                profile.precision(),
                1e3 * profile.leastSeconds(),
                profile.ceiling().gigaflops(),
                profile.ceiling().gigabytesPerSecond());
    return new Report(
        title, COLUMNS, profile.kinds().stream().map(kind -> row(profile, kind)).toList());
  }

  private static List<Object> row(LayerProfile profile, Kind kind) {
    return List.of(
        kind.name(),
        Rounded.to(kind.calls(), 0),
        Rounded.to(1e3 * kind.seconds(), 2),
        Rounded.to(100 * kind.seconds() / profile.seconds(), 1),
        kind.multiplies() ? Rounded.to(kind.gigaMacs(), 3) : "",
        kind.multiplies() ? Rounded.to(kind.gigaflops(), 0) : "",
        Rounded.to(kind.gigabytesPerSecond(), 1),
        Rounded.to(profile.percentOfCeiling(kind), 0));
  }
}
