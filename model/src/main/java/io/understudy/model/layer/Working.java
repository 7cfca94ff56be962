package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;

/**
 * Constants of a network in its working type: made once and owned by the network; in training made
 * at each call, so that gradients reach the fp32 values.
 */
public final class Working {
  private Working() {}

  /** {@code constant} itself, or a bf16 copy where the execution's maps are bf16. */
  public static NDArray of(Execution execution, NDArray constant) {
    if (!execution.bfloat16()) {
      return constant;
    }
    if (execution.training()) {
      return execution.kernels().toBfloat16(constant);
    }
    try (Scope scope = new Scope()) {
      return scope.own(execution.kernels().toBfloat16(constant));
    }
  }
}
