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

  /** Attends from {@code queries} (B, N, E) to a context. */
  NDArray forward(NDArray queries, Context context) {
    prepare();
    return kernels.call(
        "multi_head",
        project(queries, QUERY),
        context.keys(),
        context.values(),
        working[2],
        working[3]);
  }

  /**
   * How much {@code queries} (B, N, E) look at each position of a context: (B, M) fp32, the mean
   * over queries and heads.
   */
  NDArray looks(NDArray queries, Context context) {
    prepare();
    NDArray scores = kernels.call("attention_weights", project(queries, QUERY), context.keys());
    NDArray shares = kernels.softmax(kernels.toFloat(scores), 3);
    return shares.mean(new int[] {2}).mean(new int[] {1});
  }

  /**
   * As {@link #forward} without the positions that {@code ignored} (B, M) marks with 1. A row whose
   * positions are all marked attends to all of them: the original gives NaN there.
   */
  NDArray forward(NDArray queries, Context context, NDArray ignored) {
    prepare();
    return kernels.call(
        "multi_head_masked",
        project(queries, QUERY),
        context.keys(),
        context.values(),
        working[2],
        working[3],
        ignored);
  }
}
