package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Tap;

/**
 * The part of a {@link HostNetwork} that tells how a source moves. One call at a time; tensors it
 * returns belong to the open scope of the calling thread.
 */
public interface MotionEstimator {
  /** Keypoints of images (B, 3, H, W), fp32 in [0, 1]. */
  KeypointTensors detect(NDArray images, Tap tap);

  /**
   * What {@link #estimate} needs of source images (B, 3, H, W), under names that the generator does
   * not use.
   */
  SourceMaps prepare(NDArray images, Tap tap);

  /**
   * How the sources move.
   *
   * @param maps what {@link #prepare} gave, among other maps
   * @param driving keypoints that drive the sources, already transferred
   */
  SourceMotion estimate(SourceMaps maps, KeypointTensors source, KeypointTensors driving, Tap tap);
}
