package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/**
 * Nearest x2 and a convolution 3x3 as one transposed convolution of 4x4 with stride 2: of each
 * pixel's 3x3 neighbours in the enlarged map some are copies of each other, so four products give
 * the sum of nine, but of sixteen weights instead of nine.
 *
 * <p>On a CPU: weights in the working type, pre-packed for the first input's size, activation
 * fused.
 */
final class DoublingKernel {
  /** On AMX smaller maps take as long as their weights take to read: nine instead of sixteen. */
  private static final long LEAST_PLACES = 65;

  private final Kernels kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final Activation activation;
  private final boolean packed;

  private DoublingKernel(
      Kernels kernels, NDArray weight, NDArray bias, Activation activation, boolean packed) {
    this.kernels = kernels;
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
    this.packed = packed;
  }

  /** Whether that is faster than enlarging a map of that shape (N, C, H, W) first. */
  static boolean pays(Execution execution, Shape map) {
    return !execution.multipliesTiles() || map.get(2) * map.get(3) >= LEAST_PLACES;
  }

  /**
   * The kernel of a convolution with these fp32 tensors.
   *
   * @param weight (out, in, 3, 3)
   * @param input gives the size to pack for
   */
  static DoublingKernel prepare(
      Execution execution, NDArray weight, NDArray bias, Activation activation, NDArray input) {
    Kernels kernels = execution.kernels();
    boolean pack = execution.onCpu();
    boolean bfloat16 = execution.bfloat16();
    try (Scope scope = new Scope()) {
      NDArray wide = kernels.call("doubling_weight", weight);
      NDArray w = bfloat16 ? kernels.toBfloat16(wide) : wide;
      long[] size = input.getShape().getShape();
      // A copy: a loaded value lies in memory of the JVM, which goes when the value is released.
      NDArray b = bfloat16 ? kernels.toBfloat16(bias) : bias.duplicate();
      return new DoublingKernel(
          kernels,
          scope.own(pack ? kernels.call("pack_doubling", w, size) : w),
          scope.own(b),
          activation,
          pack);
    }
  }

  /** (N, in, H, W) to (N, out, 2H, 2W). */
  NDArray apply(NDArray x) {
    if (!packed) {
      return activation.apply(kernels, kernels.call("doubling", x, weight, bias));
    }
    return kernels.call(
        "doubling_packed", x, weight, bias, activation.fusedName(), activation.fusedScalars());
  }
}
