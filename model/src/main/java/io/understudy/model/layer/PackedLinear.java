package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/**
 * A linear map of the last axis in bf16 with weights in the order that oneDNN multiplies in: made
 * once, where other forms order them anew at each call. For inference on a CPU; owned by the
 * execution's manager.
 */
public final class PackedLinear {
  private final Kernels kernels;
  private final NDArray weight;
  private final NDArray bias;

  private PackedLinear(Kernels kernels, NDArray weight, NDArray bias) {
    this.kernels = kernels;
    this.weight = weight;
    this.bias = bias;
  }

  /** Whether maps of that execution can be packed. */
  public static boolean serves(Execution execution) {
    return execution.bfloat16() && execution.onCpu() && !execution.training();
  }

  /**
   * Packs fp32 weights.
   *
   * @param weight (out, in)
   * @param bias (out)
   * @param rows how many rows most inputs have
   */
  public static PackedLinear of(Execution execution, NDArray weight, NDArray bias, long rows) {
    Kernels kernels = execution.kernels();
    try (Scope scope = new Scope()) {
      NDArray packed = kernels.call("pack_linear", kernels.toBfloat16(weight), (int) rows);
      return new PackedLinear(kernels, scope.own(packed), scope.own(kernels.toBfloat16(bias)));
    }
  }

  /** (..., in) to (..., out). */
  public NDArray forward(NDArray x) {
    return kernels.call("linear_packed", x, weight, bias);
  }

  /**
   * {@link #forward} plus {@code other}, in one pass.
   *
   * @param x (B, N, in)
   * @param other (1 or B, N, out)
   */
  public NDArray forwardAndAdd(NDArray x, NDArray other) {
    return kernels.call("linear_packed_add", x, other, weight, bias);
  }
}
