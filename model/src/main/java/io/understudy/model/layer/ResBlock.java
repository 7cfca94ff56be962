package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;

/**
 * Pre-activated residual block of FOMM: norm1, ReLU, conv1, norm2, ReLU, conv2, plus the input
 * (NETWORKS section 1.1). In {@code fast} conv1, norm2 and the ReLU between are one fused
 * convolution; on a CPU norm1 with its ReLU is another and conv2 adds the input.
 */
public final class ResBlock {
  private final Execution execution;
  private final BatchNorm norm1;
  private final ConvNorm conv1;
  private final Conv2d conv2;
  private Convolution activation;

  public ResBlock(Parameters parameters, int channels) {
    execution = parameters.execution();
    conv1 = new ConvNorm(parameters, "conv1", "norm2", channels, channels, 3, Activation.RELU);
    conv2 = new Conv2d(parameters.at("conv2"), channels, channels, 3);
    norm1 = new BatchNorm(parameters.at("norm1"), channels);
  }

  /** (N, channels, H, W) to the same shape, in working type. */
  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      return scope.keep(conv2.forwardAndAdd(conv1.forward(activated(x)), x));
    }
  }

  private NDArray activated(NDArray x) {
    if (!execution.fast() || !execution.onCpu()) {
      return Activation.RELU.apply(execution.kernels(), norm1.forward(x));
    }
    if (activation == null) {
      activation = norm1.alone(Activation.RELU, x);
    }
    return activation.apply(x);
  }
}
