package io.understudy.model.preset;

/**
 * The first-order motion model.
 *
 * @param alignCorners sampling convention: false as the repository runs today, true as the
 *     published weights were trained (NETWORKS section 0)
 */
public record FommConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    FommGeneratorConfiguration generator,
    boolean alignCorners)
    implements ModelConfiguration {}
