package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The noise that conditions the memory in each of a frame's three calls (NETWORKS section 2.2 step
 * 3). The released code draws it anew; here it is zero unless asked otherwise, so that equal frames
 * give equal pictures.
 */
@FunctionalInterface
public interface MemoryNoise {
  /**
   * @param call 0 for the 32 map, 1 for 64, 2 for 128
   * @param shape (B, 1, S, S)
   */
  NDArray draw(int call, Shape shape);
}
