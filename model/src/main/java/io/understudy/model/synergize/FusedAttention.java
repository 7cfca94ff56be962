package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.PackedLinear;
import io.understudy.model.synergize.MultiHeadAttention.Context;

/**
 * {@link MultiHeadAttention} for inference in bf16 on a processor with AMX: libtorch's fused
 * kernel, one for all heads, whose products are tiles; scores stay in fp32. Query, key and value
 * come from one map, a position's share of them is a constant, and what was there before is added
 * by the last map.
 */
final class FusedAttention {
  private final Kernels kernels;
  private final int heads;
  private final PackedLinear joined;
  private final PackedLinear asking;
  private final PackedLinear out;
  private final NDArray joinedShare;
  private final NDArray askingShare;

  /** Trained tensors in fp32, as {@link MultiHeadAttention} names them. */
  record Weights(NDArray in, NDArray inBias, NDArray out, NDArray outBias) {}

  /**
   * @param position embedding (N, E), or null for none
   * @param rows tokens of a sequence, N
   */
  FusedAttention(Execution execution, int heads, Weights weights, NDArray position, long rows) {
    this.kernels = execution.kernels();
    this.heads = heads;
    long size = weights.out.getShape().get(0);
    try (Scope scope = new Scope()) {
      NDArray queries = weights.in.get(":" + size);
      joined = PackedLinear.of(execution, weights.in, weights.inBias, rows);
      asking = PackedLinear.of(execution, queries, weights.inBias.get(":" + size), rows);
      out = PackedLinear.of(execution, weights.out, weights.outBias, rows);
      if (position == null) {
        joinedShare = null;
        askingShare = null;
        return;
      }
      NDArray placed = kernels.toFloat(position);
      NDArray placing = weights.in.get(":" + 2 * size);
      NDArray share = placed.matMul(placing.transpose());
      NDArray none = placed.zerosLike();
      joinedShare = scope.own(shares(share.concat(none, 1)));
      askingShare = scope.own(shares(share.get(":, :" + size)));
    }
  }

  private NDArray shares(NDArray share) {
    return kernels.toBfloat16(share.expandDims(0));
  }

  /**
   * {@code x} plus what the tokens {@code normal} find among themselves, (B, N, E) each.
   *
   * @param ignored positions left out (B, N), or null for none
   */
  NDArray addSelf(NDArray x, NDArray normal, NDArray ignored) {
    NDArray all =
        joinedShare == null ? joined.forward(normal) : joined.forwardAndAdd(normal, joinedShare);
    NDArray found =
        ignored == null
            ? kernels.call("fused_self_attention", all, heads)
            : kernels.call("fused_self_attention_masked", all, heads, ignored);
    return out.forwardAndAdd(found, x);
  }

  /** {@code x} plus what the tokens {@code normal} find in a context, (B, N, E) each. */
  NDArray addFound(NDArray x, NDArray normal, Context context) {
    NDArray queries =
        askingShare == null ? asking.forward(normal) : asking.forwardAndAdd(normal, askingShare);
    NDArray found = kernels.call("fused_attention", queries, context.keys(), context.values());
    return out.forwardAndAdd(found, x);
  }
}
