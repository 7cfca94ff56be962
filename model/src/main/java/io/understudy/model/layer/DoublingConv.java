package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Convolution.Geometry;
import io.understudy.model.weights.Initializer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Nearest x2, then a convolution 3x3, optionally batch norm and an activation: doubles a map, (N,
 * in, H, W) to (N, out, 2H, 2W).
 *
 * <p>In {@code fast} the map is not enlarged first where that pays, see {@link DoublingKernel}.
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
  private UnaryOperator<NDArray> folded;

  /** The bare convolution. */
  public DoublingConv(Parameters parameters, int channels) {
    this(parameters, channels, channels);
  }

  /** The bare convolution to another width. */
  public DoublingConv(Parameters parameters, int in, int out) {
    this(parameters, in, out, Optional.empty(), Activation.NONE);
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
    try (Scope scope = new Scope()) {
      return scope.keep(execution.fast() ? doubled(x) : enlarged(x));
    }
  }

  private NDArray doubled(NDArray x) {
    if (folded == null) {
      folded = folded(x);
    }
    return folded.apply(x);
  }

  private NDArray enlarged(NDArray x) {
    NDArray large = kernels.nearestTwice(x);
    if (convolution == null) {
      convolution =
          Convolution.prepare(
              execution, weight.value(), bias.value(), GEOMETRY, Activation.NONE, large);
    }
    NDArray y = convolution.apply(large);
    return activation.apply(kernels, norm.map(n -> n.forward(y)).orElse(y));
  }

  private UnaryOperator<NDArray> folded(NDArray input) {
    try (Scope scope = new Scope()) {
      NDArray w = norm.map(n -> n.foldWeight(weight.value())).orElse(weight.value());
      NDArray b = norm.map(n -> n.foldBias(bias.value())).orElse(bias.value());
      UnaryOperator<NDArray> prepared =
          DoublingKernel.pays(execution, input.getShape())
              ? DoublingKernel.prepare(execution, w, b, activation, input)::apply
              : enlargedFirst(w, b, input);
      weight.release();
      bias.release();
      norm.ifPresent(BatchNorm::release);
      return prepared;
    }
  }

  private UnaryOperator<NDArray> enlargedFirst(NDArray weight, NDArray bias, NDArray input) {
    Convolution prepared =
        Convolution.prepare(
            execution, weight, bias, GEOMETRY, activation, kernels.nearestTwice(input));
    return x -> prepared.apply(kernels.nearestTwice(x));
  }
}
