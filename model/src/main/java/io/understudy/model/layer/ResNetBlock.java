package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import java.util.Optional;

/**
 * Basic block of a residual network with torchvision's keys: conv1, bn1, ReLU, conv2, bn2, plus the
 * input, ReLU; where the shape changes the input passes {@code downsample.0} and {@code .1}.
 */
final class ResNetBlock {
  private final Kernels kernels;
  private final ConvNorm first;
  private final ConvNorm second;
  private final Optional<ConvNorm> shortcut;

  ResNetBlock(Parameters parameters, int in, int out, int stride) {
    this.kernels = parameters.execution().kernels();
    this.first = conv(parameters, "conv1", "bn1", in, out, 3, stride, Activation.RELU);
    this.second = conv(parameters, "conv2", "bn2", out, out, 3, 1, Activation.NONE);
    this.shortcut =
        in == out && stride == 1
            ? Optional.empty()
            : Optional.of(
                conv(parameters.at("downsample"), "0", "1", in, out, 1, stride, Activation.NONE));
  }

  private static ConvNorm conv(
      Parameters parameters,
      String convKey,
      String normKey,
      int in,
      int out,
      int kernel,
      int stride,
      Activation activation) {
    return new ConvNorm(
        parameters,
        Conv2d.withoutBias(parameters.at(convKey), in, out, kernel, stride),
        new BatchNorm(parameters.at(normKey), out),
        activation);
  }

  NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      NDArray carried = shortcut.map(conv -> conv.forward(x)).orElse(x);
      NDArray sum = second.forward(first.forward(x)).add(carried);
      return scope.keep(Activation.RELU.apply(kernels, sum));
    }
  }
}
