package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.layer.Working;
import io.understudy.model.weights.Initializer;

/**
 * Dynamic convolution (NETWORKS section 2.2 step 4): each row's kernels are a mixture of four,
 * weighted by attention over the row's pooled feature.
 */
final class DynamicConv {
  private static final int KERNELS = 4;
  private static final double TEMPERATURE = 34;

  private final Execution execution;
  private final Kernels kernels;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter reduce;
  private final Parameter expand;
  private final Parameter expandBias;
  private final boolean rectified;
  private NDArray workingWeight;

  /**
   * @param rectified whether a ReLU follows
   */
  DynamicConv(Parameters parameters, int in, int out, boolean rectified) {
    this.rectified = rectified;
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.weight =
        parameters.parameter("weight", Initializer.fanIn(in * 9L), KERNELS, out, in, 3, 3);
    this.bias = parameters.parameter("bias", Initializer.ZEROS, KERNELS, out);
    int hidden = in / 4 + 1;
    Parameters attention = parameters.at("attention");
    this.reduce = attention.at("fc1").parameter("weight", Initializer.fanIn(in), hidden, in, 1, 1);
    Initializer initializer = Initializer.fanIn(hidden);
    this.expand = attention.at("fc2").parameter("weight", initializer, KERNELS, hidden, 1, 1);
    this.expandBias = attention.at("fc2").parameter("bias", initializer, KERNELS);
  }

  /**
   * Convolves each row of {@code memory} (B, in, S, S) with its own kernels.
   *
   * @param pooled (B, in) fp32
   * @param tap hears {@code mcm.dynamic_attention} (B, 4)
   */
  NDArray forward(NDArray memory, NDArray pooled, Tap tap) {
    NDArray attention = attention(pooled);
    tap.accept("mcm.dynamic_attention", attention);
    NDArray rowBiases = kernels.call("mixed_biases", bias.value(), attention);
    NDArray y = kernels.call("row_conv", memory, rowKernels(attention), 1);
    NDArray shifted = kernels.call("add_channels", y, rowBiases);
    return rectified ? kernels.call("relu", shifted) : shifted;
  }

  /** (B, out, in, 3, 3). */
  private NDArray rowKernels(NDArray attention) {
    if (execution.training()) {
      return kernels.call("mixed_kernels", Working.of(execution, weight.value()), attention);
    }
    if (workingWeight == null) {
      workingWeight = workingWeight();
    }
    NDArray mixed = kernels.call("mixed_kernels", workingWeight, attention);
    return execution.bfloat16() ? mixed.transpose(0, 1, 4, 2, 3) : mixed;
  }

  /** In bf16 (4, out, 3, 3, in): packing kernels for a call takes half the time in that order. */
  private NDArray workingWeight() {
    if (!execution.bfloat16()) {
      return weight.value();
    }
    try (Scope scope = new Scope()) {
      NDArray last = weight.value().transpose(0, 1, 3, 4, 2);
      return scope.own(kernels.toBfloat16(last));
    }
  }

  private NDArray attention(NDArray pooled) {
    NDArray hidden =
        kernels.call("relu", pooled.matMul(reduce.value().squeeze(-1).squeeze(-1).transpose()));
    NDArray logits =
        kernels.call("linear", hidden, expand.value().squeeze(-1).squeeze(-1), expandBias.value());
    return kernels.softmax(kernels.times(logits, 1 / TEMPERATURE), 1);
  }
}
