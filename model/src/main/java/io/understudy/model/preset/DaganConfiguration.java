package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * DaGAN: FOMM with keypoints of colour and disparity, and a generator that attends by depth
 * (NETWORKS section 5).
 *
 * @param keypointDetector takes four channels: colours and disparity
 * @param scale OSTNet's scale transformation, where it is plugged in
 * @param memory MCNet's facial memory, where it is plugged in: behind the depth attention
 */
public record DaganConfiguration(
    KeypointDetectorConfiguration keypointDetector,
    DenseMotionConfiguration denseMotion,
    FommGeneratorConfiguration generator,
    Optional<ScaleConfiguration> scale,
    Optional<MemoryConfiguration> memory)
    implements Host {
  static final String NETWORK = "dagan";

  public DaganConfiguration {
    Objects.requireNonNull(denseMotion, "denseMotion");
    Objects.requireNonNull(generator, "generator");
    Range.check("imageChannels of the keypoint detector", keypointDetector.imageChannels(), 4, 4);
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(memory, "memory");
  }

  /** As published: without scale transformation and memory. */
  public DaganConfiguration(
      KeypointDetectorConfiguration keypointDetector,
      DenseMotionConfiguration denseMotion,
      FommGeneratorConfiguration generator) {
    this(keypointDetector, denseMotion, generator, Optional.empty(), Optional.empty());
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
  public DaganConfiguration with(
      Optional<MemoryConfiguration> otherMemory, Optional<ScaleConfiguration> otherScale) {
    return new DaganConfiguration(
        keypointDetector, denseMotion, generator, otherScale, otherMemory);
  }
}
