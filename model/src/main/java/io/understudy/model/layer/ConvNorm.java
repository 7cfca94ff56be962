package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;

/**
 * Convolution, batch norm, activation: keys {@code conv.*} and {@code norm.*}; one fused
 * convolution in {@code fast}.
 */
public final class ConvNorm {
  private final Parameters parameters;
  private final Conv2d conv;
  private final BatchNorm norm;
  private final Activation activation;
  private Convolution folded;

  /** "Same" padding, ReLU, with the keys of FOMM's blocks. */
  public ConvNorm(Parameters parameters, int in, int out, int kernel) {
    this(parameters, "conv", "norm", in, out, kernel, Activation.RELU);
  }

  public ConvNorm(
      Parameters parameters,
      String convKey,
      String normKey,
      int in,
      int out,
      int kernel,
      Activation activation) {
    this(
        parameters,
        new Conv2d(parameters.at(convKey), in, out, kernel),
        new BatchNorm(parameters.at(normKey), out),
        activation);
  }

  /** The convolution and the norm that are given. */
  ConvNorm(Parameters parameters, Conv2d conv, BatchNorm norm, Activation activation) {
    this.parameters = parameters;
    this.conv = conv;
    this.norm = norm;
    this.activation = activation;
  }

  /** (N, in, H, W) to (N, out, H, W), H and W divided by the stride; in working type. */
  public NDArray forward(NDArray x) {
    if (!parameters.execution().fast()) {
      Kernels kernels = parameters.execution().kernels();
      return activation.apply(kernels, norm.forward(conv.forward(x)));
    }
    if (folded == null) {
      folded = conv.folded(norm, activation, x);
    }
    return folded.apply(x);
  }
}
