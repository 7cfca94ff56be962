package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;

/**
 * A source's feature map under a flow, as motion compensation looks at it: resized, aligned corners
 * (NETWORKS section 3.4). Its tensors belong to the scope that is open when they are made.
 *
 * <p>Where a resized map looks at less than the whole, only the four pixels that each of its pixels
 * blends are fetched, and only they pass through the layer before the resizing: the same values at
 * a fraction of the work.
 */
final class WarpedSource {
  private final Kernels kernels;
  private final NDArray feature;
  private final NDArray flow;
  private final int side;
  private NDArray whole;

  /**
   * @param feature (B, C, S, S) in working type
   * @param flow (B, 64, 64, 2) absolute, fp32
   */
  WarpedSource(Kernels kernels, NDArray feature, NDArray flow) {
    this.kernels = kernels;
    this.feature = feature;
    this.flow = flow;
    this.side = (int) feature.getShape().get(2);
  }

  /** The warped map at {@code size} pixels. */
  NDArray resized(int size) {
    return resized(x -> x, size);
  }

  /**
   * The warped map passed through {@code layer}, then resized to {@code size} pixels.
   *
   * @param layer looks at each pixel alone
   */
  NDArray resized(Block layer, int size) {
    if (2 * size < side) {
      NDArray corners = layer.forward(kernels.call("warp_corners", feature, flow, size));
      return kernels.call("blend_corners", corners, side);
    }
    return kernels.resizeIfNeeded(layer.forward(whole()), size, size, true);
  }

  private NDArray whole() {
    if (whole == null) {
      whole = kernels.call("warp", feature, flow);
    }
    return whole;
  }
}
