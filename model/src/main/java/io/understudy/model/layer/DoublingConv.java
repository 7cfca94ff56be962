package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Convolution.Geometry;
import io.understudy.model.weights.Initializer;

/**
 * Nearest x2, then a convolution 3x3: doubles a map, (N, C, H, W) to (N, C, 2H, 2W).
 *
 * <p>In {@code fast} the map is not enlarged first: of each pixel's 3x3 neighbours in the enlarged
 * map some are copies of each other, so a 2x2 kernel for each of the four places that a pixel takes
 * gives the same in 4/9 of the work.
 */
public final class DoublingConv {
  private static final Geometry PLAIN = new Geometry(1, 1, 1);

  private final Execution execution;
  private final Parameter weight;
  private final Parameter bias;
  private Convolution convolution;

  public DoublingConv(Parameters parameters, int channels) {
    execution = parameters.execution();
    Initializer initializer = Initializer.fanIn(9L * channels);
    weight = parameters.parameter("weight", initializer, channels, channels, 3, 3);
    bias = parameters.parameter("bias", initializer, channels);
  }

  public NDArray forward(NDArray x) {
    if (convolution == null) {
      convolution = prepare(x);
    }
    Kernels kernels = execution.kernels();
    try (Scope scope = new Scope()) {
      return scope.keep(
          execution.fast()
              ? kernels.call("interleave", convolution.apply(x))
              : convolution.apply(kernels.nearestTwice(x)));
    }
  }

  private Convolution prepare(NDArray input) {
    if (!execution.fast()) {
      return Convolution.prepare(
          execution, weight.value(), bias.value(), PLAIN, Activation.NONE, input);
    }
    Kernels kernels = execution.kernels();
    try (Scope scope = new Scope()) {
      NDArray places = kernels.call("doubling_weight", weight.value());
      NDArray b = bias.value();
      Convolution prepared =
          Convolution.prepare(
              execution, places, kernels.concat(0, b, b, b, b), PLAIN, Activation.NONE, input);
      weight.release();
      bias.release();
      return prepared;
    }
  }
}
