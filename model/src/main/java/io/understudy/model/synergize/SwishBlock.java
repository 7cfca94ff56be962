package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;

/**
 * Residual block of the image encoder and generator (NETWORKS section 3.2): twice group norm,
 * swish, convolution 3x3; a 1x1 convolution on the shortcut where the channels change.
 */
final class SwishBlock implements Block {
  private final GroupNorm norm1;
  private final Conv2d conv1;
  private final GroupNorm norm2;
  private final Conv2d conv2;
  private final Conv2d shortcut;

  SwishBlock(Parameters parameters, int in, int out, int groups) {
    norm1 = new GroupNorm(parameters.at("norm1"), in, groups);
    conv1 = new Conv2d(parameters.at("conv1"), in, out, 3);
    norm2 = new GroupNorm(parameters.at("norm2"), out, groups);
    conv2 = new Conv2d(parameters.at("conv2"), out, out, 3);
    shortcut = in == out ? null : new Conv2d(parameters.at("conv_out"), in, out, 1);
  }

  @Override
  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      NDArray y = norm2.forwardSwish(conv1.forward(norm1.forwardSwish(x)));
      return scope.keep(conv2.forwardAndAdd(y, shortcut == null ? x : shortcut.forward(x)));
    }
  }
}
