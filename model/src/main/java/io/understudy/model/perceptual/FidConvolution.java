package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.Initializer;

/**
 * Convolution {@code conv} without bias, batch norm {@code bn} (eps 0.001), ReLU, under
 * torchvision's names; the norm is folded in at the first call. One thread.
 */
final class FidConvolution implements InceptionStep {
  private static final double EPSILON = 1e-3;

  private final Execution execution;
  private final int out;
  private final int stride;
  private final int padHeight;
  private final int padWidth;
  private final Parameter weight;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter mean;
  private final Parameter variance;
  private NDArray foldedWeight;
  private NDArray foldedBias;

  /**
   * A convolution of stride 1 or 2.
   *
   * @param height of the kernel, odd, as its width
   * @param padded whether zeros keep the size
   */
  FidConvolution(
      Parameters parameters, int in, int out, int height, int width, int stride, boolean padded) {
    this.execution = parameters.execution();
    this.out = out;
    this.stride = stride;
    this.padHeight = padded ? height / 2 : 0;
    this.padWidth = padded ? width / 2 : 0;
    this.weight =
        parameters.at("conv").parameter("weight", Initializer.ZEROS, out, in, height, width);
    Parameters norm = parameters.at("bn");
    this.gamma = norm.parameter("weight", Initializer.ONES, out);
    this.beta = norm.parameter("bias", Initializer.ZEROS, out);
    this.mean = norm.buffer("running_mean", Initializer.ZEROS, out);
    this.variance = norm.buffer("running_var", Initializer.ONES, out);
  }

  @Override
  public NDArray forward(NDArray x) {
    if (foldedWeight == null) {
      fold();
    }
    return execution
        .kernels()
        .call("conv_relu", x, foldedWeight, foldedBias, stride, padHeight, padWidth);
  }

  private void fold() {
    Kernels kernels = execution.kernels();
    try (Scope scope = new Scope()) {
      NDArray none = execution.manager().zeros(new Shape(out));
      foldedBias =
          scope.own(
              kernels.call(
                  "fold_bias",
                  none,
                  gamma.value(),
                  beta.value(),
                  mean.value(),
                  variance.value(),
                  EPSILON));
      foldedWeight =
          scope.own(
              kernels.call(
                  "fold_weight", weight.value(), gamma.value(), variance.value(), EPSILON));
    }
    weight.release();
  }
}
