package io.understudy.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;

/**
 * What one thread reaches on this machine with what suits it best.
 *
 * @param gigaflops 10^9 operations a second of a 3x3 convolution of 128 channels on 128x128
 * @param gigabytesPerSecond 10^9 bytes a second, read and written, of a rectifier on a map of 64
 *     channels and 256x256 pixels
 */
public record MachineCeiling(double gigaflops, double gigabytesPerSecond) {
  private static final int CHANNELS = 128;
  private static final int SIDE = 128;
  private static final int RUNS = 8;
  private static final long KEPT_BYTES = 24 << 20;

  /** Measures in the precision of {@code execution}, by the processor time of this thread. */
  static MachineCeiling measure(Execution execution, LayerClock clock) {
    try (Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      Conv2d convolution = new Conv2d(root.at("ceiling"), CHANNELS, CHANNELS, 3);
      root.load(spec -> execution.manager().ones(new Shape(spec.shape())));
      NDArray map =
          execution.toWorking(execution.manager().ones(new Shape(1, CHANNELS, SIDE, SIDE)));
      // Freed first: from then on the allocator keeps blocks up to this size instead of asking the
      // system for zeroed pages each time, as in a network that has run for a while.
      execution.manager().zeros(new Shape(KEPT_BYTES / Float.BYTES)).close();
      NDArray large =
          execution.toWorking(
              execution.manager().ones(new Shape(1, CHANNELS / 2, 2 * SIDE, 2 * SIDE)));
      double multiplyAdds = 9.0 * CHANNELS * map.size();
      double convolving = leastSeconds(clock, () -> convolution.forward(map));
      double copying = leastSeconds(clock, () -> execution.kernels().leakyRelu(large, 0));
      return new MachineCeiling(
          2 * multiplyAdds / convolving / 1e9, 2 * Execution.bytes(large) / copying / 1e9);
    }
  }

  private static double leastSeconds(LayerClock clock, Runnable work) {
    double least = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS; run++) {
      try (Scope scope = new Scope()) {
        long start = clock.now();
        work.run();
        least = Math.min(least, (clock.now() - start) / 1e9);
      }
    }
    return least;
  }
}
