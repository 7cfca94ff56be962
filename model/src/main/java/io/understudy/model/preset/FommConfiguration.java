package io.understudy.model.preset;

import java.util.Objects;

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
    implements ModelConfiguration {
  static final String NETWORK = "fomm";

  public FommConfiguration {
    Objects.requireNonNull(keypointDetector, "keypointDetector");
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(generator, "generator");
  }

  @Override
  public String network() {
    return NETWORK;
  }

  /** The same with another sampling convention. */
  public FommConfiguration withAlignCorners(boolean align) {
    return new FommConfiguration(keypointDetector, denseMotion, generator, align);
  }
}
