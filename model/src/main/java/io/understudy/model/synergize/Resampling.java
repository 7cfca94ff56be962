package io.understudy.model.synergize;

import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.DoublingConv;
import io.understudy.model.layer.Parameters;

/** Halving and doubling of maps (NETWORKS section 3.2); key {@code conv}. */
final class Resampling {
  private Resampling() {}

  /** Zero padding right and bottom by one, convolution 3x3 with stride 2. */
  static Block down(Parameters parameters, int channels) {
    Kernels kernels = parameters.execution().kernels();
    Conv2d conv = new Conv2d(parameters.at("conv"), channels, channels, 3, 2, 0, Activation.NONE);
    return x -> {
      try (Scope scope = new Scope()) {
        return scope.keep(conv.forward(kernels.call("pad_right_bottom", x)));
      }
    };
  }

  /** Nearest x2, convolution 3x3. */
  static Block up(Parameters parameters, int channels) {
    return up(parameters, channels, channels);
  }

  /** The same to another width. */
  static Block up(Parameters parameters, int in, int out) {
    return new DoublingConv(parameters.at("conv"), in, out)::forward;
  }
}
