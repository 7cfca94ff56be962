package io.understudy.model.union;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.memory.ImplicitScaleCode;
import io.understudy.model.preset.UnderstudyConfiguration;

/**
 * Adds MCNet's implicit scale code to the tokens that ask one codebook, through a linear map that
 * is zero at first. Keys {@code style_route} and {@code query}.
 */
final class ConditionedQueries {
  private final Execution execution;
  private final ImplicitScaleCode code;
  private final Linear map;

  /**
   * @param dimensions size of a token
   */
  ConditionedQueries(Parameters parameters, UnderstudyConfiguration configuration, int dimensions) {
    this.execution = parameters.execution();
    int size = configuration.scale().codeDimensions();
    this.code =
        new ImplicitScaleCode(
            parameters.at("style_route"),
            dimensions,
            configuration.keypointDetector().keypoints(),
            configuration.scale().hiddenWidth(),
            size);
    this.map = Linear.constant(parameters.inFloat().at("query"), size, dimensions, 0);
  }

  /** What of the code source keypoints (B, K, 2) alone make: a source's, computed once. */
  NDArray ofSource(NDArray keypoints) {
    return code.ofSource(keypoints);
  }

  /**
   * The tokens (B, N, E), conditioned.
   *
   * @param ofSource what {@link #ofSource} gave for the same rows
   */
  NDArray condition(NDArray tokens, NDArray ofSource) {
    NDArray pooled = execution.kernels().call("mean_token", tokens);
    NDArray shift = map.forward(code.forward(pooled, ofSource));
    return execution.kernels().call("add_token", tokens, shift);
  }
}
