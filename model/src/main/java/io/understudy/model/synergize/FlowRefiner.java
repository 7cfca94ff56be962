package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import java.util.List;

/** MRFA's flow refiner (NETWORKS section 3.4 step 10); keys of {@code refine}. */
final class FlowRefiner {
  private final Kernels kernels;
  private final Conv2d context;
  private final Conv2d flow1;
  private final Conv2d flow2;
  private final Conv2d occlusion1;
  private final Conv2d occlusion2;

  /** Changes of the flow, in pixels of the 64 grid (B, 2, 64, 64), and of the occlusion. */
  record Change(NDArray flow, NDArray occlusion) {}

  FlowRefiner(Parameters parameters, int divisor) {
    kernels = parameters.execution().kernels();
    int wide = 128 / divisor;
    context = relu(parameters.at("convc1"), 192 / divisor, wide);
    int joined = 2 * wide;
    flow1 = relu(parameters.at("conv1"), joined, wide);
    flow2 = new Conv2d(parameters.at("conv2"), wide, 2, 3);
    occlusion1 = relu(parameters.at("convo1"), joined, wide);
    occlusion2 = new Conv2d(parameters.at("convo2"), wide, 1, 3);
  }

  private static Conv2d relu(Parameters parameters, int in, int out) {
    return new Conv2d(parameters, in, out, 3, 1, Activation.RELU);
  }

  Change forward(NDArray motion, NDArray contextMap) {
    try (Scope scope = new Scope()) {
      NDArray x = kernels.concat(1, motion, context.forward(contextMap));
      NDArray flow = flow2.forward(flow1.forward(x));
      NDArray occlusion = occlusion2.forward(occlusion1.forward(x));
      scope.keepAll(List.of(flow, occlusion));
      return new Change(flow, occlusion);
    }
  }
}
