package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.layer.Tap;
import io.understudy.model.ost.ScaleTransform;
import java.util.Optional;

/**
 * A reenactment network of any preset: what a reenactor needs of it. Constructed on an execution,
 * which owns its native memory.
 *
 * <p>The first call of each method runs alone, as it packs and keeps what later ones use; those may
 * run side by side on threads of their own, training aside. Tensors that it returns belong to the
 * open scope of the calling thread.
 */
public interface Network {
  /** Range of image values. */
  PixelRange pixelRange();

  /** Detects keypoints on images (B, 3, H, W), fp32 in {@link #pixelRange}. */
  KeypointTensors detect(NDArray images, Tap tap);

  /**
   * Positions alone of the keypoints on images, (B, K, 2): {@link #detect} without the rest and
   * without {@link #faceDetail}.
   */
  default NDArray locate(NDArray images) {
    return detect(images, Tap.NONE).locatedValues();
  }

  /**
   * Everything that depends on the source alone, apart from its keypoints.
   *
   * @param keypoints what {@link #detect} found on the image
   */
  SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap);

  /**
   * The scale transformation that goes in front, where the network has one: its code is meant for
   * {@link #generate}, and driving keypoints are to be detected on the rectified image.
   */
  default Optional<ScaleTransform> scaleTransform() {
    return Optional.empty();
  }

  /**
   * What looks again at faces, where the network has it: {@link #detect} uses it, but not in
   * training.
   */
  default Optional<FaceDetail> faceDetail() {
    return Optional.empty();
  }

  /**
   * Pictures of a batch (B, 3, H, W), fp32 in {@link #pixelRange}.
   *
   * @param maps the sources' maps, one row each
   * @param source keypoints of the sources, one row each
   * @param driving keypoints that drive them, already transferred
   * @param scaleCode code (B, Z) of {@link #scaleTransform}; empty: nothing is embedded. Networks
   *     that embed none ignore it
   */
  NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap);

  /**
   * What only training asks of driving images (B, 3, H, W): losses that a network has on them.
   *
   * @param tap hears them, see the network
   */
  default void encodeDriving(NDArray images, Tap tap) {}

  /** The same without a scale code. */
  default NDArray generate(
      SourceMaps maps, KeypointTensors source, KeypointTensors driving, Tap tap) {
    return generate(maps, source, driving, Optional.empty(), tap);
  }
}
