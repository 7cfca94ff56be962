package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.SynergizeConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The residual decoder of MRFA (NETWORKS section 3.4, steps 8 to 10): a flow, the motion retrieved
 * for it and the warped source to what is added to flow and occlusion. Keys {@code
 * BasicMotionEncoder}, {@code to_context}, {@code refine}.
 */
final class ResidualFlow {
  private static final int SIDE = 64;

  private final Kernels kernels;
  private final FlowEncoder encoder;
  private final FlowRefiner refiner;
  private final Map<Integer, Conv2d> contexts = new HashMap<>();

  ResidualFlow(Parameters parameters, SynergizeConfiguration configuration) {
    kernels = parameters.execution().kernels();
    int size = configuration.motion().dimensions();
    int divisor = configuration.refinementDivisor();
    encoder = new FlowEncoder(parameters.at("BasicMotionEncoder"), size, divisor);
    refiner = new FlowRefiner(parameters.at("refine"), divisor);
    for (int side : configuration.motion().scales().sides()) {
      int channels = configuration.channels().at(side);
      Parameters at = parameters.at("to_context").at(contexts.size());
      contexts.put(side, new Conv2d(at, channels, 192 / divisor, 1, 0, Activation.RELU));
    }
  }

  /**
   * What to add.
   *
   * @param residual the flow away from rest, (B, 2, 64, 64) in pixels
   * @param retrieved the motion feature, (B, E, 32, 32)
   */
  FlowRefiner.Change forward(int side, NDArray residual, NDArray retrieved, WarpedSource warped) {
    try (Scope scope = new Scope()) {
      NDArray encoded = encoder.forward(residual, kernels.resize(retrieved, SIDE, SIDE, true));
      NDArray context = warped.resized(contexts.get(side)::forward, SIDE);
      FlowRefiner.Change change = refiner.forward(encoded, context);
      scope.keepAll(List.of(change.flow(), change.occlusion()));
      return change;
    }
  }
}
