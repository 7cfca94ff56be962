package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/**
 * A convolution ready to run: weights in the form that the execution's precision and device want.
 *
 * <p>In {@code fast} on a CPU: weights in the working type, pre-packed for the first input's size,
 * activation fused. On a GPU: channels last. In {@code exact}: as loaded.
 */
final class Convolution {
  private final Kernels kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final Geometry geometry;
  private final Activation activation;
  private final boolean packed;

  /** Stride, zero padding on all sides, and channel groups. */
  record Geometry(int stride, int padding, int groups) {}

  private Convolution(
      Kernels kernels,
      NDArray weight,
      NDArray bias,
      Geometry geometry,
      Activation activation,
      boolean packed) {
    this.kernels = kernels;
    this.weight = weight;
    this.bias = bias;
    this.geometry = geometry;
    this.activation = activation;
    this.packed = packed;
  }

  /** The convolution with these fp32 tensors; {@code input} gives the size to pack for. */
  static Convolution prepare(
      Execution execution,
      NDArray weight,
      NDArray bias,
      Geometry geometry,
      Activation activation,
      NDArray input) {
    Kernels kernels = execution.kernels();
    if (!execution.fast()) {
      return new Convolution(kernels, weight, bias, geometry, activation, false);
    }
    boolean pack = execution.onCpu();
    try (Scope scope = new Scope()) {
      NDArray working = execution.toWorking(weight);
      NDArray form = pack ? pack(kernels, working, geometry, input) : working;
      return new Convolution(
          kernels,
          scope.own(form),
          scope.own(execution.bfloat16() ? kernels.toBfloat16(bias) : kernels.toFloat(bias)),
          geometry,
          activation,
          pack);
    }
  }

  private static NDArray pack(Kernels kernels, NDArray weight, Geometry g, NDArray input) {
    return kernels.call("pack", weight, g.stride, g.padding, g.groups, input.getShape().getShape());
  }

  NDArray apply(NDArray x) {
    if (!packed) {
      NDArray y =
          kernels.call(
              "conv2d", x, weight, bias, geometry.stride, geometry.padding, geometry.groups);
      return activation.apply(kernels, y);
    }
    return kernels.call(
        "conv_packed",
        x,
        weight,
        bias,
        geometry.stride,
        geometry.padding,
        geometry.groups,
        activation.fusedName(),
        activation.fusedScalars());
  }

  /** The convolution of {@code x} plus {@code other}, in one pass where it is packed. */
  NDArray applyAndAdd(NDArray x, NDArray other) {
    if (!packed || activation != Activation.NONE) {
      return apply(x).add(other);
    }
    return kernels.call(
        "conv_packed_add",
        x,
        other,
        weight,
        bias,
        geometry.stride,
        geometry.padding,
        geometry.groups);
  }
}
