package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;

/**
 * Pre-activated residual block of FOMM: norm1, ReLU, conv1, norm2, ReLU, conv2, plus the input
 * (NETWORKS section 1.1). conv1, norm2 and the ReLU between are one fused convolution in fast.
 */
public final class ResBlock {
  private final Kernels kernels;
  private final BatchNorm norm1;
  private final ConvNorm conv1;
  private final Conv2d conv2;

  public ResBlock(Parameters parameters, int channels) {
    kernels = parameters.execution().kernels();
    conv1 = new ConvNorm(parameters, "conv1", "norm2", channels, channels, 3, Activation.RELU);
    conv2 = new Conv2d(parameters.at("conv2"), channels, channels, 3);
    norm1 = new BatchNorm(parameters.at("norm1"), channels);
  }

  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      NDArray activated = Activation.RELU.apply(kernels, norm1.forward(x));
      return scope.keep(conv2.forward(conv1.forward(activated)).add(x));
    }
  }
}
