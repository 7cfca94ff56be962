package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Parameter;

/** Brings the memory under each row's implicit scale code (NETWORKS section 2.2 step 3). */
@FunctionalInterface
interface MemoryConditioning {
  /**
   * The memory of each row (B, C, S, S), fp32.
   *
   * @param code implicit scale codes (B, D)
   * @param noise (B, 1, S, S)
   */
  NDArray condition(NDArray code, NDArray noise);

  /** The same memory for all rows: without conditioning. */
  static MemoryConditioning none(Kernels kernels, Parameter memory) {
    return (code, noise) ->
        kernels.call("repeat_rows", memory.value(), (int) noise.getShape().get(0));
  }
}
