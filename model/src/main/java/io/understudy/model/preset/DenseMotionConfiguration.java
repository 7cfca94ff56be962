package io.understudy.model.preset;

/**
 * Sizes of the dense motion network (NETWORKS section 1.4).
 *
 * @param blockExpansion channels of the hourglass before its first block
 * @param maxFeatures bound on channels
 * @param blocks depth of the hourglass
 * @param scaleFactor size of the flow against the picture: 1, 1/2, 1/4 or 1/8
 */
public record DenseMotionConfiguration(
    int blockExpansion, int maxFeatures, int blocks, double scaleFactor) {
  public DenseMotionConfiguration {
    Range.check("blockExpansion", blockExpansion, 1, 1024);
    Range.check("maxFeatures", maxFeatures, blockExpansion, 8192);
    Range.check("blocks", blocks, 1, 8);
    Range.checkScale("scaleFactor", scaleFactor);
  }

  /** A flow of the same resolution on pictures of {@code sizePixels}. */
  DenseMotionConfiguration forPictures(int sizePixels) {
    return new DenseMotionConfiguration(
        blockExpansion,
        maxFeatures,
        blocks,
        scaleFactor * ModelConfiguration.SIZE_PIXELS / sizePixels);
  }
}
