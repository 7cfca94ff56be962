package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;

/** Normalisation of the last axis, affine, eps 1e-5. */
public final class LayerNorm {
  private static final double EPSILON = 1e-5;

  private final Execution execution;
  private final Affine affine;

  public LayerNorm(Parameters parameters, int size) {
    execution = parameters.execution();
    affine = new Affine(parameters, size);
  }

  /** Normalises (..., size) in working type; same shape. */
  public NDArray forward(NDArray x) {
    return execution.kernels().call("layer_norm", x, affine.weight(), affine.bias(), EPSILON);
  }
}
