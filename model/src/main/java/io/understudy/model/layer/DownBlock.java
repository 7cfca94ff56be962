package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/** Convolution 3x3, batch norm, ReLU, mean of 2x2: halves the map (NETWORKS section 1.1). */
public final class DownBlock {
  private final Kernels kernels;
  private final ConvNorm conv;

  public DownBlock(Parameters parameters, int in, int out) {
    kernels = parameters.execution().kernels();
    conv = new ConvNorm(parameters, in, out, 3);
  }

  /** (N, in, H, W), H and W even, to (N, out, H / 2, W / 2), in working type. */
  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      return scope.keep(kernels.averagePool(conv.forward(x)));
    }
  }
}
