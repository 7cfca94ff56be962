package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * Sizes of a keypoint detector (NETWORKS section 1.3).
 *
 * @param keypoints number of keypoints, K
 * @param imageChannels channels of the input picture
 * @param blockExpansion channels of the hourglass before its first block
 * @param maxFeatures bound on channels
 * @param blocks depth of the hourglass
 * @param scaleFactor size of the hourglass input against the picture: 1, 1/2, 1/4 or 1/8
 * @param temperature divisor of the heat map logits
 * @param singleJacobianMap whether all keypoints share one Jacobian map
 * @param detail what looks again at the face, where it is plugged in
 */
public record KeypointDetectorConfiguration(
    int keypoints,
    int imageChannels,
    int blockExpansion,
    int maxFeatures,
    int blocks,
    double scaleFactor,
    double temperature,
    boolean singleJacobianMap,
    Optional<FaceDetailConfiguration> detail) {
  public KeypointDetectorConfiguration {
    Range.check("keypoints", keypoints, 1, 100);
    Range.check("imageChannels", imageChannels, 1, 8);
    Range.check("blockExpansion", blockExpansion, 1, 1024);
    Range.check("maxFeatures", maxFeatures, blockExpansion, 8192);
    Range.check("blocks", blocks, 1, 8);
    Range.checkScale("scaleFactor", scaleFactor);
    Range.check("temperature", temperature, 1e-3, 10);
    Objects.requireNonNull(detail, "detail");
    detail.ifPresent(part -> part.requireFits(keypoints, imageChannels));
  }

  /** Without a second look at the face. */
  public KeypointDetectorConfiguration(
      int keypoints,
      int imageChannels,
      int blockExpansion,
      int maxFeatures,
      int blocks,
      double scaleFactor,
      double temperature,
      boolean singleJacobianMap) {
    this(
        keypoints,
        imageChannels,
        blockExpansion,
        maxFeatures,
        blocks,
        scaleFactor,
        temperature,
        singleJacobianMap,
        Optional.empty());
  }

  /** The same resolution of heat maps on pictures of {@code sizePixels}. */
  KeypointDetectorConfiguration forPictures(int sizePixels) {
    return new KeypointDetectorConfiguration(
        keypoints,
        imageChannels,
        blockExpansion,
        maxFeatures,
        blocks,
        scaleFactor * ModelConfiguration.SIZE_PIXELS / sizePixels,
        temperature,
        singleJacobianMap,
        detail);
  }

  /** The same with a second look at the face. */
  public KeypointDetectorConfiguration with(FaceDetailConfiguration part) {
    return new KeypointDetectorConfiguration(
        keypoints,
        imageChannels,
        blockExpansion,
        maxFeatures,
        blocks,
        scaleFactor,
        temperature,
        singleJacobianMap,
        Optional.of(part));
  }
}
