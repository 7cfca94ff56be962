package io.understudy.model.training;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.weights.Weights;
import java.util.Optional;

/** Weights that training begins with. */
public final class TrainingStart {
  private TrainingStart() {}

  /**
   * Weights of a preset that has learned nothing: where its decoder can draw the warped source from
   * the start it does so ({@link WarpingGenerator}), otherwise as its layers draw them.
   */
  public static Weights of(Preset preset, long seed) {
    Weights drawn = Networks.initialWeights(preset, seed);
    return generator(preset.configuration())
        .filter(WarpingGenerator::fits)
        .map(configuration -> new WarpingGenerator(configuration).in(preset, drawn))
        .orElse(drawn);
  }

  private static Optional<SynergizeConfiguration> generator(ModelConfiguration configuration) {
    if (configuration instanceof UnderstudyConfiguration union) {
      return Optional.of(union.synergize());
    }
    return configuration instanceof SynergizeConfiguration synergize
        ? Optional.of(synergize)
        : Optional.empty();
  }
}
