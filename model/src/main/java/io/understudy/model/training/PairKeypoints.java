package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.ost.ScaleTransform;

/**
 * Keypoints of a batch of pairs; belong to the open scope.
 *
 * @param source keypoints of the sources
 * @param seen keypoints of the driving images as the detector saw them, see {@link SeenDriving}
 */
record PairKeypoints(KeypointTensors source, KeypointTensors seen) {
  /** What a transformation makes of them: (B, Z). */
  NDArray scaleCode(ScaleTransform transform) {
    return transform.localise(source.values(), seen.values());
  }
}
