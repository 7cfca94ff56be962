package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * MCNet: a U-Net whose warped features are compensated from a facial memory (NETWORKS section 2).
 *
 * @param blockExpansion channels of the U-Net at full size; doubled by each of three halvings
 * @param memory sizes of the facial memory; empty: the U-Net alone, the papers' baseline
 * @param scale OSTNet's scale transformation, where it is plugged in
 */
public record McnetConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    int blockExpansion,
    Optional<MemoryConfiguration> memory,
    Optional<ScaleConfiguration> scale)
    implements ModelConfiguration, Host {
  static final String NETWORK = "mcnet";

  public McnetConfiguration {
    Objects.requireNonNull(keypointDetector, "keypointDetector");
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(scale, "scale");
    Range.check("blockExpansion", blockExpansion, 1, 512);
  }

  /** Without a scale transformation. */
  public McnetConfiguration(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      int blockExpansion,
      Optional<MemoryConfiguration> memory) {
    this(keypointDetector, denseMotion, blockExpansion, memory, Optional.empty());
  }

  @Override
  public String network() {
    return NETWORK;
  }

  @Override
  public int keypoints() {
    return keypointDetector.keypoints();
  }

  @Override
  public Optional<ModelConfiguration> with(FaceDetailConfiguration detail) {
    return Optional.of(
        new McnetConfiguration(
            keypointDetector.with(detail), denseMotion, blockExpansion, memory, scale));
  }

  @Override
  public McnetConfiguration with(
      Optional<MemoryConfiguration> otherMemory, Optional<ScaleConfiguration> otherScale) {
    return new McnetConfiguration(
        keypointDetector, denseMotion, blockExpansion, otherMemory, otherScale);
  }
}
