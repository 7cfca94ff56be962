package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Tap;
import io.understudy.model.ost.ScaleTransform;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a network sees in driving images: keypoints, detected once, or, where it has a scale
 * transformation, again on the images that the scale code rectified (NETWORKS section 4.1).
 *
 * @param keypoints the driving keypoints; belong to the open scope
 * @param scaleCode the codes (B, Z), for {@link Network#generate}; empty where the network has none
 */
public record ScaledDriving(KeypointTensors keypoints, Optional<NDArray> scaleCode) {
  /**
   * Looks at a batch.
   *
   * @param source keypoints of the sources
   * @param images the driving images (B, 3, H, W)
   * @param smoothing from the codes of the images to those that are used
   */
  public static ScaledDriving detect(
      Network network, KeypointTensors source, NDArray images, UnaryOperator<NDArray> smoothing) {
    if (network.scaleTransform().isEmpty()) {
      return new ScaledDriving(network.detect(images, Tap.NONE), Optional.empty());
    }
    ScaleTransform transform = network.scaleTransform().get();
    if (transform.rectifies()) {
      NDArray located = network.locate(images);
      NDArray code = smoothing.apply(transform.localise(source.locatedValues(), located));
      NDArray rectified = transform.rectify(images, code);
      return new ScaledDriving(network.detect(rectified, Tap.NONE), Optional.of(code));
    }
    KeypointTensors detected = network.detect(images, Tap.NONE);
    NDArray code =
        smoothing.apply(transform.localise(source.locatedValues(), detected.locatedValues()));
    return new ScaledDriving(detected, Optional.of(code));
  }
}
