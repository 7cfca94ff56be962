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
  private PackedLinear packed;

  public Linear(Parameters parameters, int in, int out) {
    this(parameters, in, out, Initializer.fanIn(in), Initializer.fanIn(in));
  }

  private Linear(Parameters parameters, int in, int out, Initializer weights, Initializer biases) {
    execution = parameters.execution();
    weight = parameters.parameter("weight", weights, out, in);
    bias = parameters.parameter("bias", biases, out);
  }

  /** A map that at first gives {@code bias} for everything, repeated. */
  public static Linear constant(Parameters parameters, int in, int out, float... bias) {
    return new Linear(parameters, in, out, Initializer.ZEROS, new Initializer.Repeated(bias));
  }

  /** (..., in) to (..., out), in working type. */
  public NDArray forward(NDArray x) {
    if (execution.training()) {
      return apply(x, Working.of(execution, weight.value()), Working.of(execution, bias.value()));
    }
    if (PackedLinear.serves(execution)) {
      return packed(x).forward(x);
    }
    if (workingWeight == null) {
      workingWeight = Working.of(execution, weight.value());
      workingBias = Working.of(execution, bias.value());
    }
    return apply(x, workingWeight, workingBias);
  }

  private PackedLinear packed(NDArray input) {
    if (packed == null) {
      long rows = input.size() / weight.value().getShape().get(1);
      packed = PackedLinear.of(execution, weight.value(), bias.value(), rows);
    }
    return packed;
  }

  private NDArray apply(NDArray x, NDArray w, NDArray b) {
    return execution.kernels().call("linear", x, w, b);
  }
}
