package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/** Nearest x2, convolution 3x3, batch norm, ReLU: doubles the map (NETWORKS section 1.1). */
public final class UpBlock {
  private final Kernels kernels;
  private final ConvNorm conv;

  public UpBlock(Parameters parameters, int in, int out) {
    kernels = parameters.execution().kernels();
    conv = new ConvNorm(parameters, in, out, 3);
  }

  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      return scope.keep(conv.forward(kernels.nearestTwice(x)));
    }
  }
}
