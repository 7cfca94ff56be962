package io.understudy.model.parity;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.CheckpointImport;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The weights that a fixture's outputs were computed with. */
final class FixtureWeights {
  private static final String FORMULA = "formula seed=";

  private FixtureWeights() {}

  /** The weights that {@code meta.json} names: by formula, or imported from checkpoint files. */
  static Weights read(Fixture fixture, ModelConfiguration configuration) throws IOException {
    String origin = fixture.weights();
    if (origin.startsWith(FORMULA)) {
      long seed = Long.parseLong(origin.substring(FORMULA.length()));
      Preset preset = new Preset(fixture.name(), configuration);
      return FormulaWeights.of(preset, Networks.specs(configuration), seed);
    }
    return imported(fixture, configuration, origin.split(" \\+ "));
  }

  /** Weights imported from files of the fixture. */
  static Weights imported(Fixture fixture, ModelConfiguration configuration, String... files)
      throws IOException {
    Path[] paths = Arrays.stream(files).map(fixture.folder()::resolve).toArray(Path[]::new);
    return CheckpointImport.read(new Preset(fixture.name(), configuration), paths);
  }
}
