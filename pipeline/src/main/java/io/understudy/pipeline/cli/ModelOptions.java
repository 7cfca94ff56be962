package io.understudy.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Short forms of the configuration's model keys. */
final class ModelOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Network, for example fomm-compact or synergize-256 (model.preset).")
  private String preset;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights file of the preset, bundled (those of this build) or initial (model.weights).")
  private String weights;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description = "fp32, or bf16 where it does not show (model.precision).")
  private String precision;

  /** The given ones as {@code key=value} assignments. */
  List<String> assignments() {
    List<String> assignments = new ArrayList<>();
    add(assignments, "model.preset", preset);
    add(assignments, "model.weights", weights);
    add(assignments, "model.precision", precision);
    return assignments;
  }

  private static void add(List<String> assignments, String key, String value) {
    if (value != null) {
      assignments.add(key + "=" + value);
    }
  }
}
