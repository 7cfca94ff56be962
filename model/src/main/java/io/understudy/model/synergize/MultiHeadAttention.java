package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Working;
import io.understudy.model.weights.Initializer;

/**
 * Multi-head attention with the keys of PyTorch's module: {@code in_proj_weight} (3E, E) with the
 * rows of query, key and value, {@code in_proj_bias}, {@code out_proj.*}.
 */
final class MultiHeadAttention {
  private static final int QUERY = 0;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private final Execution execution;
  private final Kernels kernels;
  private final int heads;
  private final Parameter inWeight;
  private final Parameter inBias;
  private final Parameter outWeight;
  private final Parameter outBias;
  private NDArray[] working;
  private FusedAttention fused;

  /** Keys and values of a context, (1 or B, heads, M, E / heads) each. */
  record Context(NDArray keys, NDArray values) {}

  MultiHeadAttention(Parameters parameters, int size, int heads) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.heads = heads;
    float bound = (float) Math.sqrt(6.0 / (4.0 * size));
    Initializer xavier = new Initializer.Uniform(bound);
    this.inWeight = parameters.parameter("in_proj_weight", xavier, 3L * size, size);
    this.inBias = parameters.parameter("in_proj_bias", Initializer.ZEROS, 3L * size);
    Parameters out = parameters.at("out_proj");
    this.outWeight = out.parameter("weight", Initializer.fanIn(size), size, size);
    this.outBias = out.parameter("bias", Initializer.ZEROS, size);
  }

  private void prepare() {
    if (working == null || execution.training()) {
      working =
          new NDArray[] {
            Working.of(execution, inWeight.value()),
            Working.of(execution, inBias.value()),
            Working.of(execution, outWeight.value()),
            Working.of(execution, outBias.value())
          };
    }
  }

  /** Keys from {@code keys} and values from {@code values}, (B, M, E) each. */
  Context context(NDArray keys, NDArray values) {
    prepare();
    return new Context(project(keys, KEY), project(values, VALUE));
  }

  private NDArray project(NDArray x, int part) {
    return kernels.call("in_projection", x, working[0], working[1], part, heads);
  }

  /**
   * {@code x} plus what the tokens {@code normal} find among themselves, (B, N, E) each.
   *
   * @param position embedding (N, E) that queries and keys get, always the same; null for none
   * @param ignored positions (B, N) that nothing attends to, marked with 1, or null for none. A row
   *     whose positions are all marked attends to all of them: the original gives NaN there.
   */
  NDArray addSelf(NDArray x, NDArray normal, NDArray position, NDArray ignored) {
    if (fuses()) {
      return fused(position, normal).addSelf(x, normal, ignored);
    }
    NDArray placed = placed(normal, position);
    return x.add(attend(placed, context(placed, normal), ignored));
  }

  /** {@code x} plus what the tokens {@code normal} find in a context; see {@link #addSelf}. */
  NDArray addFound(NDArray x, NDArray normal, NDArray position, Context context) {
    return fuses()
        ? fused(position, normal).addFound(x, normal, context)
        : x.add(attend(placed(normal, position), context, null));
  }

  private boolean fuses() {
    return execution.multipliesTiles() && !execution.training();
  }

  private FusedAttention fused(NDArray position, NDArray tokens) {
    if (fused == null) {
      FusedAttention.Weights weights =
          new FusedAttention.Weights(
              inWeight.value(), inBias.value(), outWeight.value(), outBias.value());
      fused = new FusedAttention(execution, heads, weights, position, tokens.getShape().get(1));
    }
    return fused;
  }

  private static NDArray placed(NDArray tokens, NDArray position) {
    return position == null ? tokens : tokens.add(position);
  }

  /**
   * How much {@code normal} (B, N, E) look at each position of a context: (B, M) fp32, the mean
   * over queries and heads.
   */
  NDArray looks(NDArray normal, NDArray position, Context context) {
    prepare();
    NDArray queries = project(placed(normal, position), QUERY);
    NDArray scores = kernels.call("attention_weights", queries, context.keys());
    NDArray shares = kernels.softmax(kernels.toFloat(scores), 3);
    return shares.mean(new int[] {2}).mean(new int[] {1});
  }

  private NDArray attend(NDArray queries, Context context, NDArray ignored) {
    prepare();
    NDArray asked = project(queries, QUERY);
    return ignored == null
        ? kernels.call(
            "multi_head", asked, context.keys(), context.values(), working[2], working[3])
        : kernels.call(
            "multi_head_masked",
            asked,
            context.keys(),
            context.values(),
            working[2],
            working[3],
            ignored);
  }
}
