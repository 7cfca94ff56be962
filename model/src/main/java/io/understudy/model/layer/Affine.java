package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.weights.Initializer;

/**
 * Scale and shift of a normalisation: in the execution's working type for training and on a GPU,
 * fp32 elsewhere, as the kernels of a CPU take both types at once, faster than bf16 alone.
 */
final class Affine {
  private final Execution execution;
  private final Parameter weight;
  private final Parameter bias;
  private NDArray workingWeight;
  private NDArray workingBias;

  Affine(Parameters parameters, int size) {
    execution = parameters.execution();
    weight = parameters.parameter("weight", Initializer.ONES, size);
    bias = parameters.parameter("bias", Initializer.ZEROS, size);
  }

  NDArray weight() {
    if (execution.training()) {
      return working(weight);
    }
    if (workingWeight == null) {
      workingWeight = working(weight);
    }
    return workingWeight;
  }

  NDArray bias() {
    if (execution.training()) {
      return working(bias);
    }
    if (workingBias == null) {
      workingBias = working(bias);
    }
    return workingBias;
  }

  private NDArray working(Parameter parameter) {
    boolean mixes = execution.onCpu() && !execution.training();
    return mixes ? parameter.value() : Working.of(execution, parameter.value());
  }
}
