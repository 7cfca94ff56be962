package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/**
 * A convolution ready to run: weights in the form that the execution's precision and device want.
 *
 * <p>In {@code fast} on a CPU: weights in the working type, pre-packed for the first input's size,
 * activation fused, few output channels in blocks ({@link OutputBlock}). On a GPU: channels last.
 * In {@code exact}: as loaded.
 */
final class Convolution {
  private final Kernels kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final Geometry geometry;
  private final Activation activation;
  private final boolean packed;
  private final OutputBlock block;

  /** Stride, zero padding on all sides, and channel groups. */
  record Geometry(int stride, int padding, int groups) {}

  private Convolution(
      Kernels kernels,
      NDArray weight,
      NDArray bias,
      Geometry geometry,
      Activation activation,
      boolean packed,
      OutputBlock block) {
    this.kernels = kernels;
    this.weight = weight;
    this.bias = bias;
    this.geometry = geometry;
    this.activation = activation;
    this.packed = packed;
    this.block = block;
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
      return new Convolution(
          kernels, weight, bias, geometry, activation, false, OutputBlock.SINGLE);
    }
    boolean pack = execution.onCpu();
    OutputBlock block = pack ? OutputBlock.of(weight, geometry, input) : OutputBlock.SINGLE;
    Geometry form = block.geometry(geometry, weight.getShape());
    try (Scope scope = new Scope()) {
      NDArray w = execution.toWorking(block.weight(kernels, weight));
      NDArray b = block.bias(kernels, bias);
      // A copy: a loaded value lies in memory of the JVM, which goes when the value is released.
      return new Convolution(
          kernels,
          scope.own(pack ? pack(kernels, w, form, input) : w),
          scope.own(execution.bfloat16() ? kernels.toBfloat16(b) : b.duplicate()),
          form,
          activation,
          pack,
          block);
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
    NDArray y =
        kernels.call(
            "conv_packed",
            x,
            weight,
            bias,
            geometry.stride,
            geometry.padding,
            geometry.groups,
            activation.fusedName(),
            activation.fusedScalars());
    return block.spread(kernels, y);
  }

  /** The convolution of {@code x} plus {@code other}, in one pass where it is packed. */
  NDArray applyAndAdd(NDArray x, NDArray other) {
    if (!packed || activation != Activation.NONE || block != OutputBlock.SINGLE) {
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
