package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.weights.Initializer;

/** Linear map of the last axis, (..., in) to (..., out). */
public final class Linear {
  private final Execution execution;
  private final Parameter weight;
  private final Parameter bias;
  private NDArray workingWeight;
  private NDArray workingBias;

  public Linear(Parameters parameters, int in, int out) {
    execution = parameters.execution();
    weight = parameters.parameter("weight", Initializer.fanIn(in), out, in);
    bias = parameters.parameter("bias", Initializer.fanIn(in), out);
  }

  public NDArray forward(NDArray x) {
    if (execution.training()) {
      return apply(x, Working.of(execution, weight.value()), Working.of(execution, bias.value()));
    }
    if (workingWeight == null) {
      workingWeight = Working.of(execution, weight.value());
      workingBias = Working.of(execution, bias.value());
    }
    return apply(x, workingWeight, workingBias);
  }

  private NDArray apply(NDArray x, NDArray w, NDArray b) {
    return execution.kernels().call("linear", x, w, b);
  }
}
