package io.understudy.model.dagan;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.AttentionTile;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.Initializer;

/**
 * Positions of the source's depth ask the warped features (NETWORKS section 5): features + gamma *
 * attention, unscaled, gamma at first 0. Keys {@code query_conv}, {@code key_conv}, {@code
 * value_conv}, {@code gamma}.
 */
final class DepthAttention {
  private static final int REDUCTION = 8;

  private final Execution execution;
  private final Kernels kernels;
  private final Conv2d query;
  private final Conv2d key;
  private final Conv2d value;
  private final Parameter gamma;

  DepthAttention(Parameters parameters, int channels) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    int narrow = Math.max(1, channels / REDUCTION);
    this.query = conv(parameters.at("query_conv"), channels, narrow);
    this.key = conv(parameters.at("key_conv"), channels, narrow);
    this.value = conv(parameters.at("value_conv"), channels, channels);
    this.gamma = parameters.parameter("gamma", Initializer.ZEROS, 1);
  }

  private static Conv2d conv(Parameters parameters, int in, int out) {
    return new Conv2d(parameters, in, out, 1, 0, Activation.RELU);
  }

  /** What the depth features (B, C, h, w) ask; it depends on the source alone. */
  NDArray query(NDArray depth) {
    return query.forward(depth);
  }

  /** The features (B, C, h, w), in working type, with what the query found in them. */
  NDArray attend(NDArray query, NDArray features) {
    try (Scope scope = new Scope()) {
      NDArray keys = key.forward(features);
      int tile = AttentionTile.queries(keys.getShape().get(0), positions(keys), keys.getDataType());
      NDArray found =
          kernels.call("map_attention", query, keys, value.forward(features), 1.0, tile);
      return scope.keep(kernels.call("add_share", features, found, gamma.value()));
    }
  }

  private static long positions(NDArray map) {
    return map.getShape().get(2) * map.getShape().get(3);
  }
}
