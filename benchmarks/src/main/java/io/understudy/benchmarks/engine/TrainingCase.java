package io.understudy.benchmarks.engine;

import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.util.Optional;

/**
 * A preset whose steps of training are measured. Pure.
 *
 * @param sizePixels side of the pictures, a multiple of 64
 */
public record TrainingCase(Preset preset, int sizePixels) {
  /** On pictures of 128 pixels, or of the network's own size where it takes no other. */
  public static TrainingCase usual(Preset preset) {
    return new TrainingCase(preset, preset.configuration().usualTrainingPixels());
  }

  /** Why it cannot be measured, in one sentence; empty where it can. */
  public Optional<String> refusal() {
    boolean anySize = preset.configuration().usualTrainingPixels() < ModelConfiguration.SIZE_PIXELS;
    if (anySize || sizePixels == ModelConfiguration.SIZE_PIXELS) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is left out, as it trains on pictures of %d pixels only and --size is %d"
            .formatted(preset.name(), ModelConfiguration.SIZE_PIXELS, sizePixels));
  }
}
