package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** Nearest x2, convolution 3x3, batch norm, ReLU: doubles the map (NETWORKS section 1.1). */
public final class UpBlock {
  private final DoublingConv conv;

  public UpBlock(Parameters parameters, int in, int out) {
    BatchNorm norm = new BatchNorm(parameters.at("norm"), out);
    conv = new DoublingConv(parameters.at("conv"), in, out, Optional.of(norm), Activation.RELU);
  }

  /** (N, in, H, W) to (N, out, 2 H, 2 W), in working type. */
  public NDArray forward(NDArray x) {
    return conv.forward(x);
  }
}
