package io.understudy.model.engine;

import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.NoisyMemory;
import java.io.Serializable;

/**
 * How weights are run, apart from what they are. Immutable.
 *
 * @param sizePixels side of the pictures that the network takes and gives: 128 to 1024 in steps of
 *     128; networks with codebooks work at 256 only
 * @param memoryNoiseSeed seed of the noise in a facial memory; 0: none
 * @param calls calls that run side by side on a CPU, from 1; each has its share of the threads, so
 *     that results depend on this number, in rounding, and never on what else is running
 */
public record EngineOptions(int sizePixels, int memoryNoiseSeed, int calls)
    implements Serializable {
  /** At the published size, without noise, one call at a time. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(ModelConfiguration.SIZE_PIXELS, 0, 1);

  private static final int STEP = 128;
  private static final int MOST = 1024;

  public EngineOptions {
    if (sizePixels < STEP || sizePixels > MOST || sizePixels % STEP != 0) {
      throw new IllegalArgumentException(
          "the network's size must be 128 to 1024 pixels in steps of 128, got %d"
              .formatted(sizePixels));
    }
    if (calls < 1) {
      throw new IllegalArgumentException(
          "a network must have 1 call or more at a time, got %d".formatted(calls));
    }
  }

  /**
   * The configuration that runs.
   *
   * @throws IllegalArgumentException if the network cannot be run so
   */
  public ModelConfiguration applied(ModelConfiguration configuration) {
    if (configuration.codebooks().isPresent() && sizePixels != ModelConfiguration.SIZE_PIXELS) {
      throw new IllegalArgumentException(
          "%s works on pictures of %d pixels only, got %d: leave the size, or choose another preset"
              .formatted(configuration.network(), ModelConfiguration.SIZE_PIXELS, sizePixels));
    }
    return memoryNoiseSeed == 0 ? configuration : NoisyMemory.of(configuration, memoryNoiseSeed);
  }

  /** Noise is drawn call after call: side by side their order would be anybody's guess. */
  int callsSideBySide() {
    return memoryNoiseSeed == 0 ? calls : 1;
  }

  /** What source features are made for: they fit networks of their own size only. */
  String featuresId(String weightsId) {
    return sizePixels == ModelConfiguration.SIZE_PIXELS
        ? weightsId
        : weightsId + " at " + sizePixels;
  }
}
