package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * The first-order motion model.
 *
 * @param alignCorners sampling convention: false as the repository runs today, true as the
 *     published weights were trained (NETWORKS section 0)
 * @param scale OSTNet's scale transformation, where it is plugged in
 * @param memory MCNet's facial memory, where it is plugged in: behind the warped map
 */
public record FommConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    FommGeneratorConfiguration generator,
    boolean alignCorners,
    Optional<ScaleConfiguration> scale,
    Optional<MemoryConfiguration> memory)
    implements Host {
  static final String NETWORK = "fomm";

  public FommConfiguration {
    Objects.requireNonNull(keypointDetector, "keypointDetector");
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(generator, "generator");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(memory, "memory");
  }

  /** Without scale transformation and memory. */
  public FommConfiguration(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      FommGeneratorConfiguration generator,
      boolean alignCorners) {
    this(
        keypointDetector, denseMotion, generator, alignCorners, Optional.empty(), Optional.empty());
  }

  @Override
  public String network() {
    return NETWORK;
  }

  @Override
  public int keypoints() {
    return keypointDetector.keypoints();
  }

  /** The same with another sampling convention. */
  public FommConfiguration withAlignCorners(boolean align) {
    return new FommConfiguration(keypointDetector, denseMotion, generator, align, scale, memory);
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

  private FommConfiguration with(
      KeypointDetectorConfiguration detector, DenseMotionConfiguration motion) {
    return new FommConfiguration(detector, motion, generator, alignCorners, scale, memory);
  }

  @Override
  public FommConfiguration with(
      Optional<MemoryConfiguration> otherMemory, Optional<ScaleConfiguration> otherScale) {
    return new FommConfiguration(
        keypointDetector, denseMotion, generator, alignCorners, otherScale, otherMemory);
  }
}
