package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Convolution.Geometry;
import io.understudy.model.weights.Initializer;
import java.util.Optional;

/**
 * Nearest x2, then a convolution 3x3, optionally batch norm and an activation: doubles a map, (N,
 * in, H, W) to (N, out, 2H, 2W).
 *
 * <p>In {@code fast} the map is not enlarged first: of each pixel's 3x3 neighbours in the enlarged
 * map some are copies of each other, so a 2x2 kernel for each of the four places that a pixel takes
 * gives the same in 4/9 of the work.
 */
public final class DoublingConv {
  private static final Geometry GEOMETRY = new Geometry(1, 1, 1);

  private final Execution execution;
  private final Kernels kernels;
  private final Parameter weight;
  private final Parameter bias;
  private final Optional<BatchNorm> norm;
  private final Activation activation;
  private Convolution convolution;

  /** The bare convolution. */
  public DoublingConv(Parameters parameters, int channels) {
    this(parameters, channels, channels, Optional.empty(), Activation.NONE);
  }

  /** The convolution with what follows it. */
  DoublingConv(
      Parameters parameters, int in, int out, Optional<BatchNorm> norm, Activation activation) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    Initializer initializer = Initializer.fanIn(9L * in);
    this.weight = parameters.parameter("weight", initializer, out, in, 3, 3);
    this.bias = parameters.parameter("bias", initializer, out);
    this.norm = norm;
    this.activation = activation;
  }

  public NDArray forward(NDArray x) {
    if (convolution == null) {
      convolution = execution.fast() ? fourKernels(x) : plain(x);
    }
    try (Scope scope = new Scope()) {
      return scope.keep(execution.fast() ? interleaved(x) : enlarged(x));
    }
  }

  private NDArray interleaved(NDArray x) {
    return kernels.call("interleave", convolution.apply(x));
  }

  private NDArray enlarged(NDArray x) {
    NDArray y = convolution.apply(kernels.nearestTwice(x));
    return activation.apply(kernels, norm.map(n -> n.forward(y)).orElse(y));
  }

  private Convolution plain(NDArray input) {
    return Convolution.prepare(
        execution, weight.value(), bias.value(), GEOMETRY, Activation.NONE, input);
  }

  private Convolution fourKernels(NDArray input) {
    try (Scope scope = new Scope()) {
      NDArray w = norm.map(n -> n.foldWeight(weight.value())).orElse(weight.value());
      NDArray b = norm.map(n -> n.foldBias(bias.value())).orElse(bias.value());
      Convolution prepared =
          Convolution.prepare(
              execution,
              kernels.call("doubling_weight", w),
              kernels.concat(0, b, b, b, b),
              GEOMETRY,
              activation,
              input);
      weight.release();
      bias.release();
      norm.ifPresent(BatchNorm::release);
      return prepared;
    }
  }
}
