package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.preset.MemoryConfiguration;
import java.util.Optional;
import java.util.Random;

/**
 * The noise that conditions the memory in each of a frame's calls (NETWORKS section 2.2 step 3).
 * The released code draws it anew; here it is zero unless asked otherwise, so that equal frames
 * give equal pictures.
 */
@FunctionalInterface
public interface MemoryNoise {
  /**
   * @param call 0 for the 32 map, 1 for 64, 2 for 128, 3 for 256
   * @param shape (B, 1, S, S)
   */
  NDArray draw(int call, Shape shape);

  /**
   * Zero, or drawn from a standard normal distribution where the configuration has a seed: two runs
   * over the same frames give the same pictures.
   */
  static MemoryNoise of(NDManager manager, Optional<MemoryConfiguration> configuration) {
    int seed = configuration.map(memory -> memory.switchesOrReleased().noiseSeed()).orElse(0);
    if (seed == 0) {
      return (call, shape) -> manager.zeros(shape);
    }
    Random random = new Random(seed);
    return (call, shape) -> {
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return manager.create(values, shape);
    };
  }
}
