package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;

/** Group normalisation, affine, 32 groups, eps 1e-6, optionally followed by swish. */
public final class GroupNorm {
  private static final int GROUPS = 32;
  private static final double EPSILON = 1e-6;

  private final Execution execution;
  private final Affine affine;

  public GroupNorm(Parameters parameters, int channels) {
    execution = parameters.execution();
    affine = new Affine(parameters, channels);
  }

  public NDArray forward(NDArray x) {
    return run("group_norm", x);
  }

  /** Normalises, then {@code x * sigmoid(x)}. */
  public NDArray forwardSwish(NDArray x) {
    return run("group_norm_silu", x);
  }

  private NDArray run(String function, NDArray x) {
    return execution.kernels().call(function, x, GROUPS, affine.weight(), affine.bias(), EPSILON);
  }
}
