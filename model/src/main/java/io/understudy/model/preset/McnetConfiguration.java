package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * MCNet: a U-Net whose warped features are compensated from a facial memory (NETWORKS section 2).
 *
 * @param blockExpansion channels of the U-Net at full size; doubled by each of three halvings
 * @param memory sizes of the facial memory; empty: the U-Net alone, the papers' baseline
 * @param scale OSTNet's scale transformation, where it is plugged in
 * @param paddingMode of the source under the flow; empty is {@code zeros}, as published
 */
public record McnetConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    int blockExpansion,
    Optional<MemoryConfiguration> memory,
    Optional<ScaleConfiguration> scale,
    Optional<PaddingMode> paddingMode)
    implements Host {
  static final String NETWORK = "mcnet";

  public McnetConfiguration {
    Objects.requireNonNull(keypointDetector, "keypointDetector");
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(paddingMode, "paddingMode");
    Range.check("blockExpansion", blockExpansion, 1, 512);
  }

  /** As published: what lies outside of the source is black. */
  public McnetConfiguration(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      int blockExpansion,
      Optional<MemoryConfiguration> memory,
      Optional<ScaleConfiguration> scale) {
    this(keypointDetector, denseMotion, blockExpansion, memory, scale, Optional.empty());
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
  public boolean padsWithBorder() {
    return paddingMode.filter(PaddingMode.BORDER::equals).isPresent();
  }

  @Override
  public Optional<FaceDetailConfiguration> faceDetail() {
    return keypointDetector.detail();
  }

  @Override
  public Optional<ModelConfiguration> with(FaceDetailConfiguration detail) {
    return Optional.of(with(keypointDetector.with(detail), denseMotion));
  }

  @Override
  public Optional<ModelConfiguration> forPictures(int sizePixels) {
    return Optional.of(
        with(keypointDetector.forPictures(sizePixels), denseMotion.forPictures(sizePixels)));
  }

  private McnetConfiguration with(
      KeypointDetectorConfiguration detector, DenseMotionConfiguration motion) {
    return new McnetConfiguration(detector, motion, blockExpansion, memory, scale, paddingMode);
  }

  @Override
  public McnetConfiguration with(
      Optional<MemoryConfiguration> otherMemory, Optional<ScaleConfiguration> otherScale) {
    return new McnetConfiguration(
        keypointDetector, denseMotion, blockExpansion, otherMemory, otherScale, paddingMode);
  }
}
