package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Tap;
import java.util.Optional;

/**
 * The part of a {@link HostNetwork} that draws. One call at a time; tensors it returns belong to
 * the open scope of the calling thread.
 */
public interface Generator {
  /**
   * What {@link #decode} needs of source images (B, 3, H, W), fp32 in [0, 1], under names that the
   * motion estimator does not use.
   *
   * @param keypoints what the motion estimator found on the images
   */
  SourceMaps encode(NDArray images, KeypointTensors keypoints, Tap tap);

  /**
   * Pictures (B, 3, H, W) in [0, 1], fp32.
   *
   * @param maps what {@link #encode} gave, among other maps
   * @param source keypoints of the sources, one row each
   * @param scaleCode code (B, Z) of the host's scale transformation; empty: nothing is embedded
   */
  NDArray decode(
      SourceMaps maps,
      KeypointTensors source,
      SourceMotion motion,
      Optional<NDArray> scaleCode,
      Tap tap);
}
