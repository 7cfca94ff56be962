package io.understudy.benchmarks.engine;

import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.util.Optional;

/**
 * A preset whose steps of training are measured. Pure.
 *
 * @param sizePixels side of the pictures, a multiple of 64
 */
public record TrainingCase(Preset preset, int sizePixels) {
  private static final int USUAL_PIXELS = 128;

  /** On pictures of 128 pixels, or of the network's own size where it takes no other. */
  public static TrainingCase usual(Preset preset) {
    return new TrainingCase(
        preset, shrinks(preset) ? USUAL_PIXELS : ModelConfiguration.SIZE_PIXELS);
  }

  /** Why it cannot be measured, in one sentence; empty where it can. */
  public Optional<String> refusal() {
    if (sizePixels == ModelConfiguration.SIZE_PIXELS || shrinks(preset)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is left out, as it trains on pictures of %d pixels only and --size is %d"
            .formatted(preset.name(), ModelConfiguration.SIZE_PIXELS, sizePixels));
  }

  /** Whether the network trains on smaller pictures too. */
  private static boolean shrinks(Preset preset) {
    return preset.configuration() instanceof FommConfiguration
        || preset.configuration() instanceof McnetConfiguration;
  }
}
