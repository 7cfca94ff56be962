package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;

/** MRFA's motion encoder (NETWORKS section 3.4 step 8); keys of {@code BasicMotionEncoder}. */
final class FlowEncoder {
  private final Kernels kernels;
  private final Conv2d feature1;
  private final Conv2d feature2;
  private final Conv2d flow1;
  private final Conv2d flow2;
  private final Conv2d out;

  /**
   * @param features channels of the motion feature
   * @param divisor divides every width
   */
  FlowEncoder(Parameters parameters, int features, int divisor) {
    kernels = parameters.execution().kernels();
    int wide = 128 / divisor;
    int middle = 96 / divisor;
    int narrow = 64 / divisor;
    feature1 = relu(parameters.at("convc1"), features, wide, 1);
    feature2 = relu(parameters.at("convc2"), wide, middle, 3);
    flow1 = relu(parameters.at("convf1"), 2, wide, 7);
    flow2 = relu(parameters.at("convf2"), wide, narrow, 3);
    out = relu(parameters.at("conv"), middle + narrow, wide - 2, 3);
  }

  private static Conv2d relu(Parameters parameters, int in, int out, int kernel) {
    return new Conv2d(parameters, in, out, kernel, (kernel - 1) / 2, Activation.RELU);
  }

  /** (B, 128 / divisor, 64, 64) from the residual (B, 2, 64, 64) and the motion feature. */
  NDArray forward(NDArray residual, NDArray feature) {
    try (Scope scope = new Scope()) {
      NDArray c = feature2.forward(feature1.forward(feature));
      NDArray f = flow2.forward(flow1.forward(residual));
      NDArray o = out.forward(kernels.concat(1, c, f));
      return scope.keep(kernels.concat(1, o, residual));
    }
  }
}
