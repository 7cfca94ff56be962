package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A network whose features tell pictures apart as eyes do. Frozen; its tensors belong to the
 * execution that it was made on.
 */
public interface PerceptualNetwork {
  /** Name to be written beside every figure that is made with it. */
  String name();

  /**
   * Features of images (B, 3, H, W) in the range that the caller's paper feeds, shallow first; in
   * the open scope.
   */
  List<NDArray> features(NDArray images);
}
