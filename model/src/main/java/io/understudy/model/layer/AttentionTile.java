package io.understudy.model.layer;

import ai.djl.ndarray.types.DataType;

/** How many queries attend at once, so that their weights stay within a bound. */
public final class AttentionTile {
  /** Bytes of the attention weights and of the logits that they come from, together. */
  static final long MOST_BYTES = 64L << 20;

  private AttentionTile() {}

  /**
   * Queries of a tile, at least 1.
   *
   * @param rows rows of the batch
   * @param keys positions that each query attends to
   */
  public static int queries(long rows, long keys, DataType type) {
    // bf16 made by kernels has no name among DJL's types and states no bytes.
    long elementBytes = type == DataType.FLOAT32 ? 4 : 2;
    long bytesOfQuery = 2 * elementBytes * rows * keys;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, MOST_BYTES / bytesOfQuery));
  }
}
