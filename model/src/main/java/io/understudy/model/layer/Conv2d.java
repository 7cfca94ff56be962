package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Convolution.Geometry;
import io.understudy.model.weights.Initializer;
import java.util.Optional;

/**
 * Two-dimensional convolution, with bias unless said; square kernel, zero padding, optional
 * activation.
 *
 * <p>Input (N, in, H, W), output (N, out, (H + 2 padding - kernel) / stride + 1, likewise W). Keys
 * {@code weight} (out, in / groups, kernel, kernel) and {@code bias} (out).
 */
public final class Conv2d {
  private final Parameters parameters;
  private final Parameter weight;
  private final Optional<Parameter> bias;
  private final Geometry geometry;
  private final Activation activation;
  private Convolution convolution;

  /** A convolution with "same" padding, stride 1 and no activation. */
  public Conv2d(Parameters parameters, int in, int out, int kernel) {
    this(parameters, in, out, kernel, (kernel - 1) / 2, Activation.NONE);
  }

  /** A convolution with stride 1. */
  public Conv2d(
      Parameters parameters, int in, int out, int kernel, int padding, Activation activation) {
    this(parameters, in, out, kernel, 1, padding, activation);
  }

  public Conv2d(
      Parameters parameters,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      Activation activation) {
    this(
        parameters,
        new long[] {out, in, kernel, kernel},
        new Geometry(stride, padding, 1),
        activation,
        Initializer.fanIn((long) in * kernel * kernel),
        Optional.of(Initializer.fanIn((long) in * kernel * kernel)));
  }

  private Conv2d(
      Parameters parameters,
      long[] shape,
      Geometry geometry,
      Activation activation,
      Initializer weights,
      Optional<Initializer> biases) {
    this.parameters = parameters;
    this.geometry = geometry;
    this.activation = activation;
    this.weight = parameters.parameter("weight", weights, shape);
    this.bias = biases.map(values -> parameters.parameter("bias", values, shape[0]));
  }

  /** A convolution without padding that at first gives {@code bias} everywhere, repeated. */
  public static Conv2d constant(Parameters parameters, int in, int out, int kernel, float... bias) {
    return new Conv2d(
        parameters,
        new long[] {out, in, kernel, kernel},
        new Geometry(1, 0, 1),
        Activation.NONE,
        Initializer.ZEROS,
        Optional.of(new Initializer.Repeated(bias)));
  }

  /** A convolution without bias, with a padding of half the kernel. */
  public static Conv2d withoutBias(Parameters parameters, int in, int out, int kernel, int stride) {
    return new Conv2d(
        parameters,
        new long[] {out, in, kernel, kernel},
        new Geometry(stride, (kernel - 1) / 2, 1),
        Activation.NONE,
        Initializer.fanIn((long) in * kernel * kernel),
        Optional.empty());
  }

  public NDArray forward(NDArray x) {
    return prepared(x).apply(x);
  }

  /** {@link #forward} plus {@code other}, which has the shape of the result. */
  public NDArray forwardAndAdd(NDArray x, NDArray other) {
    return prepared(x).applyAndAdd(x, other);
  }

  private Convolution prepared(NDArray input) {
    if (convolution == null) {
      convolution =
          Convolution.prepare(
              parameters.execution(), weight.value(), biases(), geometry, activation, input);
      releasePacked();
    }
    return convolution;
  }

  /** Prepares this convolution with the batch norm that follows it folded in. */
  Convolution folded(BatchNorm norm, Activation after, NDArray input) {
    Convolution folded =
        Convolution.prepare(
            parameters.execution(),
            norm.foldWeight(weight.value()),
            norm.foldBias(biases()),
            geometry,
            after,
            input);
    releasePacked();
    norm.release();
    return folded;
  }

  private NDArray biases() {
    if (bias.isPresent()) {
      return bias.get().value();
    }
    try (Scope scope = new Scope()) {
      long channels = weight.value().getShape().get(0);
      return scope.own(parameters.execution().manager().zeros(new Shape(channels)));
    }
  }

  private void releasePacked() {
    if (parameters.execution().fast()) {
      weight.release();
      bias.ifPresent(Parameter::release);
    }
  }
}
