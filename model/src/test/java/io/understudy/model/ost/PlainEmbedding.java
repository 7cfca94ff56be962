package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.PlainLayers;

/** OSTNet's Eq. 5 written out, for second computations of its hosts. */
@FunctionalInterface
public interface PlainEmbedding {
  /** Adds nothing anywhere. */
  PlainEmbedding NONE = (block, output) -> output;

  /**
   * What a block gives with the scale code in it.
   *
   * @param block {@code down.0}, {@code up.1}
   * @param output (B, C, H, W)
   */
  NDArray in(String block, NDArray output);

  /** Codes (B, Z) by the tensors {@code scale_embedding.BLOCK.weight} and {@code .bias}. */
  static PlainEmbedding of(PlainLayers layers, NDArray code) {
    return (block, output) ->
        output.add(layers.linear("scale_embedding." + block, code).expandDims(-1).expandDims(-1));
  }

  /** The same but for one block, to which nothing is added. */
  default PlainEmbedding without(String left) {
    return (block, output) -> block.equals(left) ? output : in(block, output);
  }
}
