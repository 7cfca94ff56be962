package io.understudy.model.preset;

/**
 * OSTNet's online scale transformation (NETWORKS section 4) as a part of any network.
 *
 * @param transform whether the driving image is rectified before its keypoints are detected (ST)
 * @param embedding whether the scale code enters the generator's blocks (SE)
 * @param distanceVectors whether the scale code also sees how far keypoints are from their centre
 *     (DV)
 * @param fiducials control points of the rectification, an even number
 * @param hiddenWidth hidden size of the network that computes the scale code
 * @param codeDimensions size of the scale code
 */
public record ScaleConfiguration(
    boolean transform,
    boolean embedding,
    boolean distanceVectors,
    int fiducials,
    int hiddenWidth,
    int codeDimensions) {
  public ScaleConfiguration {
    Range.check("fiducials", fiducials, 6, 200);
    Range.checkMultiple("fiducials", fiducials, 2);
    Range.check("hiddenWidth of the scale code", hiddenWidth, 1, 4096);
    Range.check("codeDimensions", codeDimensions, 1, 4096);
    if (!transform && !embedding) {
      throw new IllegalArgumentException(
          "a scale configuration must have transform or embedding, got neither: leave it out");
    }
  }

  /** Sizes of NETWORKS section 4.1. */
  public ScaleConfiguration(boolean transform, boolean embedding, boolean distanceVectors) {
    this(transform, embedding, distanceVectors, 20, 256, 128);
  }

  /** Everything that the paper has. */
  public static ScaleConfiguration complete() {
    return new ScaleConfiguration(true, true, true);
  }

  /** The same sizes with other parts. */
  ScaleConfiguration with(
      boolean otherTransform, boolean otherEmbedding, boolean otherDistanceVectors) {
    return new ScaleConfiguration(
        otherTransform,
        otherEmbedding,
        otherDistanceVectors,
        fiducials,
        hiddenWidth,
        codeDimensions);
  }
}
