package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.Initializer;

/** How what was found in the memory enters a map (NETWORKS section 2.2 step 6). */
@FunctionalInterface
interface MemoryOutput {
  /**
   * The compensated channels.
   *
   * @param feature projected feature (B, C, h, w)
   * @param found attention output, same shape
   */
  NDArray of(NDArray feature, NDArray found);

  /** Paper: a 1x1 convolution of what was found. */
  static MemoryOutput projection(Parameters unit, int level, int channels, int out) {
    Conv2d convolution = new Conv2d(unit.at("conv_" + level), channels, out, 1);
    return (feature, found) -> convolution.forward(unit.execution().toWorking(found));
  }

  /** Released code: 3x3 convolution of feature and difference, instance norm, ReLU. */
  static MemoryOutput difference(
      Parameters unit, Conv2d difference, int level, int channels, int out) {
    Execution execution = unit.execution();
    Kernels kernels = execution.kernels();
    Conv2d convolution = new Conv2d(unit.at("conv_" + level), channels, out, 3);
    Parameters norm = unit.at("norm_" + level);
    Parameter weight = norm.parameter("weight", Initializer.ONES, out);
    Parameter bias = norm.parameter("bias", Initializer.ZEROS, out);
    return (feature, found) -> {
      NDArray apart = difference.forward(execution.toWorking(feature.sub(found)));
      NDArray mapped = convolution.forward(apart.add(feature));
      return execution.toWorking(
          kernels.call("instance_norm_relu", mapped, weight.value(), bias.value()));
    };
  }

  /** The convolution of the difference, shared by all levels. */
  static Conv2d sharedDifference(Parameters unit, int channels) {
    return new Conv2d(unit.at("diff_conv"), channels, channels, 1, 0, Activation.RELU);
  }
}
