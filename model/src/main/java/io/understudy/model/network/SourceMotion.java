package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import java.util.List;

/**
 * What moves a source: a backward flow and where the source is visible. The tensors are borrowed:
 * they belong to the open scope of whoever estimated them.
 *
 * @param flow (B, h, w, 2) absolute sampling positions in [-1, 1], fp32
 * @param occlusions one or more maps (B, 1, side, side) in [0, 1], 1 where the source is visible,
 *     fp32, the coarsest first
 */
public record SourceMotion(NDArray flow, List<NDArray> occlusions) {
  public SourceMotion {
    if (occlusions.isEmpty()) {
      throw new IllegalArgumentException(
          "a motion has 0 occlusion maps, at least one is needed: pass a map of ones");
    }
    occlusions = List.copyOf(occlusions);
  }

  /** The same, nothing fetched from outside of the source: its border instead. */
  public SourceMotion within(Kernels kernels) {
    return new SourceMotion(kernels.call("within", flow), occlusions);
  }

  /** The only occlusion map, or the coarsest. */
  public NDArray occlusion() {
    return occlusions.get(0);
  }

  /** The occlusion map of this width in pixels; where there is none {@link #occlusion()}. */
  public NDArray occlusion(int width) {
    return occlusions.stream()
        .filter(map -> map.getShape().get(3) == width)
        .findFirst()
        .orElse(occlusion());
  }
}
