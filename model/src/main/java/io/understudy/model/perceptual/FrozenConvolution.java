package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.weights.HostTensor;
import java.nio.FloatBuffer;
import java.util.function.Function;

/**
 * Convolution {@code conv2d_N} of a Keras network with {@code batch_normalization_N} (no gamma)
 * folded in, then ReLU. Weights take no gradient and are kept in the execution's working type.
 */
final class FrozenConvolution {
  private static final double EPSILON = 1e-3;

  private final Kernels kernels;
  private final NDArray weight;
  private final NDArray bias;
  private final int stride;
  private final int padHeight;
  private final int padWidth;

  /**
   * A convolution of stride 1 or 2.
   *
   * @param tensors Keras' tensors by name
   * @param number N of its names
   * @param padded whether zeros keep the size; kernel sides are odd
   */
  FrozenConvolution(
      Execution execution,
      Function<String, HostTensor> tensors,
      int number,
      int stride,
      boolean padded) {
    HostTensor kernel = tensors.apply("conv2d_" + number + "/kernel");
    String norm = "batch_normalization_" + number + "/";
    float[] factors = floats(tensors.apply(norm + "moving_variance"));
    float[] means = floats(tensors.apply(norm + "moving_mean"));
    float[] biases = floats(tensors.apply(norm + "beta"));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) (1 / Math.sqrt(factors[i] + EPSILON));
      biases[i] -= means[i] * factors[i];
    }
    long[] sides = kernel.shape();
    this.kernels = execution.kernels();
    this.stride = stride;
    this.padHeight = padded ? (int) (sides[0] - 1) / 2 : 0;
    this.padWidth = padded ? (int) (sides[1] - 1) / 2 : 0;
    try (Scope scope = new Scope()) {
      NDArray folded =
          execution
              .manager()
              .create(
                  outputsFirst(floats(kernel), sides, factors),
                  new Shape(sides[3], sides[2], sides[0], sides[1]));
      this.weight =
          scope.own(execution.bfloat16() ? kernels.toBfloat16ChannelsLast(folded) : folded);
      NDArray shifts = execution.manager().create(biases, new Shape(biases.length));
      this.bias = scope.own(execution.bfloat16() ? kernels.toBfloat16(shifts) : shifts);
    }
  }

  NDArray forward(NDArray x) {
    return kernels.call("conv_relu", x, weight, bias, stride, padHeight, padWidth);
  }

  /** From Keras' order (height, width, in, out) to (out, in, height, width), scaled by output. */
  private static float[] outputsFirst(float[] values, long[] sides, float[] factors) {
    int outputs = (int) sides[3];
    int inputs = (int) sides[2];
    int places = (int) (sides[0] * sides[1]);
    float[] ordered = new float[values.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int place = 0; place < places; place++) {
          ordered[(o * inputs + i) * places + place] =
              values[(place * inputs + i) * outputs + o] * factors[o];
        }
      }
    }
    return ordered;
  }

  private static float[] floats(HostTensor tensor) {
    FloatBuffer view = tensor.floats();
    float[] values = new float[view.remaining()];
    view.get(values);
    return values;
  }
}
