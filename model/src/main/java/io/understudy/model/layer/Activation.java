package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;

/** The non-linearity after a convolution, fused into it where the kernels can. */
public enum Activation {
  NONE("none"),
  RELU("relu"),
  /** Slope 0.2. */
  LEAKY_RELU("leaky_relu", 0.2),
  /** Exact (erf) form. */
  GELU("gelu"),
  SIGMOID("sigmoid");

  private final String fusedName;
  private final double[] fusedScalars;

  Activation(String fusedName, double... fusedScalars) {
    this.fusedName = fusedName;
    this.fusedScalars = fusedScalars;
  }

  NDArray apply(Kernels kernels, NDArray x) {
    return switch (this) {
      case NONE -> x;
      case RELU -> kernels.call("relu", x);
      case LEAKY_RELU -> kernels.leakyRelu(x, 0.2);
      case GELU -> kernels.gelu(x);
      case SIGMOID -> kernels.call("sigmoid", x);
    };
  }

  /** Name of the form that is fused into a packed convolution. */
  String fusedName() {
    return fusedName;
  }

  double[] fusedScalars() {
    return fusedScalars;
  }
}
