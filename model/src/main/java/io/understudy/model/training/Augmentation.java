package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.network.PixelRange;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Flips and colour jitter, the same for both frames of a pair (NETWORKS section 1.7). Flipping in
 * time is the sampler's: a pair may be drawn in either order.
 */
final class Augmentation {
  private static final double JITTER = 0.1;

  private final Execution execution;

  Augmentation(Execution execution) {
    this.execution = execution;
  }

  /**
   * The images changed.
   *
   * @param images (2B, 3, H, W): sources, then driving frames
   */
  Augmented apply(NDArray images, PixelRange range, RandomGenerator random) {
    int batch = (int) images.getShape().get(0) / 2;
    float[] flips = new float[2 * batch];
    Boolean[] mirrored = new Boolean[2 * batch];
    for (int i = 0; i < batch; i++) {
      boolean flip = random.nextBoolean();
      flips[i] = flips[batch + i] = flip ? 1 : 0;
      mirrored[i] = mirrored[batch + i] = flip;
    }
    Shape rows = new Shape(2 * batch);
    NDArray changed =
        execution
            .kernels()
            .call(
                "augment",
                images,
                execution.manager().create(flips, rows),
                execution.manager().create(factors(batch, random), rows),
                execution.manager().create(factors(batch, random), rows),
                execution.manager().create(factors(batch, random), rows),
                255 * range.scale(),
                range.shift());
    return new Augmented(changed, List.of(mirrored));
  }

  private static float[] factors(int batch, RandomGenerator random) {
    float[] factors = new float[2 * batch];
    for (int i = 0; i < batch; i++) {
      factors[i] = factors[batch + i] = (float) random.nextDouble(1 - JITTER, 1 + JITTER);
    }
    return factors;
  }
}
