package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
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

  /** How much of the codes' loss moves what is quantised. */
  private static final double COMMITMENT = 0.25;

  private final Execution execution;
  private final String suffix;
  private final CodebookConfiguration configuration;
  private final Parameter codes;
  private final Parameter position;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final Map<Integer, List<Context>> contexts = new HashMap<>();
  private NDArray workingPosition;

  /**
   * Tokens with their nearest codes.
   *
   * @param tokens the codes (B, 1024, E), fp32; gradients go straight to what was quantised
   * @param loss that brings both together, one element
   * @param indices (B, 1024) of the codes, as fp32
   * @param margin (B, 1024) by how much farther the next code is
   */
  record Quantised(NDArray tokens, NDArray loss, NDArray indices, NDArray margin) {}

  /**
   * @param suffix {@code motion} or {@code app}, part of every key
   */
  Codebook(
      Parameters parameters,
      String suffix,
      CodebookConfiguration configuration,
      boolean positionEmbedding) {
    this.execution = parameters.execution();
    this.suffix = suffix;
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
   * @param tap hears, outside training, {@code attention_NAME_i} (B, M): how much the last layer
   *     looks at each of the scale's codes
   */
  NDArray retrieve(NDArray tokens, int side, NDArray ignored, Tap tap) {
    List<Context> projected = projected(side);
    try (Scope scope = new Scope()) {
      NDArray x = tokens;
      for (int i = 0; i < layers.size(); i++) {
        Tap listener = i == layers.size() - 1 ? listener(side, tap) : Tap.NONE;
        NDArray left = i == 0 ? ignored : null;
        x = layers.get(i).forward(x, position(), projected.get(i), left, listener);
      }
      return scope.keep(x);
    }
  }

  /** Attention is a look inside that training does not pay for. */
  private Tap listener(int side, Tap tap) {
    int step = Integer.numberOfTrailingZeros(side) - 5;
    return tap == Tap.NONE || execution.training()
        ? Tap.NONE
        : (name, value) -> tap.accept("%s_%s_%d".formatted(name, suffix, step), value);
  }

  /**
   * The nearest code of each token, for training (NETWORKS section 3.7).
   *
   * @param tokens (B, 1024, E)
   * @param side map side of the scale
   */
  Quantised quantise(NDArray tokens, int side) {
    CodeRange range = configuration.codesAt(side);
    NDArray visible = codes.value().get(range.from() + ":" + range.to());
    List<NDArray> found =
        execution.kernels().callForList("quantise", execution.toFloat(tokens), visible, COMMITMENT);
    return new Quantised(found.get(0), found.get(1), found.get(2), found.get(3));
  }

  /** Kept where codes are constant, made anew where they learn. */
  private List<Context> projected(int side) {
    return execution.training()
        ? project(side)
        : contexts.computeIfAbsent(side, this::keptProjection);
  }

  private NDArray position() {
    if (position != null && (workingPosition == null || execution.training())) {
      workingPosition = Working.of(execution, position.value());
    }
    return workingPosition;
  }

  private List<Context> keptProjection(int side) {
    try (Scope scope = new Scope()) {
      List<Context> projected = project(side);
      for (Context context : projected) {
        scope.own(context.keys());
        scope.own(context.values());
      }
      return projected;
    }
  }

  private List<Context> project(int side) {
    CodeRange range = configuration.codesAt(side);
    NDArray visible = codes.value().get(range.from() + ":" + range.to()).expandDims(0);
    NDArray working = execution.bfloat16() ? execution.kernels().toBfloat16(visible) : visible;
    return layers.stream().map(layer -> layer.project(working)).toList();
  }
}
