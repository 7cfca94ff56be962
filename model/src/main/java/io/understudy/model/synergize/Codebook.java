package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Working;
import io.understudy.model.preset.CodeRange;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.synergize.MultiHeadAttention.Context;
import io.understudy.model.weights.Initializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes and the transformer that retrieves them for a sequence of tokens (NETWORKS sections 3.4,
 * 3.5 and 3.7). Keys and values of the codes are constant: they are projected once for each scale.
 */
final class Codebook {
  private static final int TOKENS = 1024;

  private final Execution execution;
  private final CodebookConfiguration configuration;
  private final Parameter codes;
  private final Parameter position;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final Map<Integer, List<Context>> contexts = new HashMap<>();
  private NDArray workingPosition;

  /**
   * @param suffix {@code motion} or {@code app}, part of every key
   */
  Codebook(
      Parameters parameters,
      String suffix,
      CodebookConfiguration configuration,
      boolean positionEmbedding) {
    this.execution = parameters.execution();
    this.configuration = configuration;
    int size = configuration.dimensions();
    this.codes =
        parameters
            .at("quantize_" + suffix)
            .at("embedding")
            .parameter(
                "weight",
                new Initializer.Uniform(1f / configuration.codes()),
                configuration.codes(),
                size);
    this.position =
        positionEmbedding
            ? parameters.parameter("position_emb_" + suffix, Initializer.ZEROS, TOKENS, size)
            : null;
    for (int i = 0; i < configuration.layers(); i++) {
      Parameters at = parameters.at(suffix + "_block").at(i);
      layers.add(new TransformerLayer(at, size, configuration.heads()));
    }
  }

  boolean compensates(int side) {
    return configuration.compensates(side);
  }

  int dimensions() {
    return configuration.dimensions();
  }

  /**
   * Tokens compensated by the codes of a scale.
   *
   * @param tokens (B, 1024, E) in working type
   * @param side map side of the scale
   * @param ignored tokens that the first layer's self-attention leaves out (B, 1024), or null
   */
  NDArray retrieve(NDArray tokens, int side, NDArray ignored) {
    List<Context> projected = contexts.computeIfAbsent(side, this::project);
    try (Scope scope = new Scope()) {
      NDArray x = tokens;
      for (int i = 0; i < layers.size(); i++) {
        x = layers.get(i).forward(x, position(), projected.get(i), i == 0 ? ignored : null);
      }
      return scope.keep(x);
    }
  }

  private NDArray position() {
    if (position != null && workingPosition == null) {
      workingPosition = Working.of(execution, position.value());
    }
    return workingPosition;
  }

  private List<Context> project(int side) {
    CodeRange range = configuration.codesAt(side);
    try (Scope scope = new Scope()) {
      NDArray visible = codes.value().get(range.from() + ":" + range.to()).expandDims(0);
      NDArray working = execution.bfloat16() ? execution.kernels().toBfloat16(visible) : visible;
      List<Context> projected = new ArrayList<>();
      for (TransformerLayer layer : layers) {
        Context context = layer.project(working);
        scope.own(context.keys());
        scope.own(context.values());
        projected.add(context);
      }
      return projected;
    }
  }
}
