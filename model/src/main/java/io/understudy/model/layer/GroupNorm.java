package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;

/** Group normalisation, affine, 32 groups unless said otherwise, eps 1e-6, perhaps then swish. */
public final class GroupNorm {
  private static final int GROUPS = 32;
  private static final double EPSILON = 1e-6;

  private final Execution execution;
  private final Affine affine;
  private final int groups;

  public GroupNorm(Parameters parameters, int channels) {
    this(parameters, channels, GROUPS);
  }

  /**
   * @param groups what is normalised together; a divisor of {@code channels}
   */
  public GroupNorm(Parameters parameters, int channels, int groups) {
    execution = parameters.execution();
    affine = new Affine(parameters, channels);
    this.groups = groups;
  }

  /** Normalises (N, channels, H, W) in working type; same shape. */
  public NDArray forward(NDArray x) {
    return run("group_norm", x);
  }

  /** {@link #forward}, then {@code x * sigmoid(x)}. */
  public NDArray forwardSwish(NDArray x) {
    return run("group_norm_silu", x);
  }

  private NDArray run(String function, NDArray x) {
    return execution.kernels().call(function, x, groups, affine.weight(), affine.bias(), EPSILON);
  }
}
