package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * TPSM: thin plate splines move the source, a U-Net draws (NETWORKS section 5).
 *
 * @param splines number of thin plate splines, each of five keypoints
 * @param denseMotion sizes of the network that says which spline moves a pixel
 * @param blockExpansion channels of the U-Net at full size; doubled by each of three halvings
 * @param memory MCNet's facial memory, where it is plugged in
 * @param scale OSTNet's scale transformation, where it is plugged in
 */
public record TpsmConfiguration(
    int splines,
    DenseMotionConfiguration denseMotion,
    int blockExpansion,
    Optional<MemoryConfiguration> memory,
    Optional<ScaleConfiguration> scale)
    implements Host {
  static final String NETWORK = "tpsm";

  private static final int KEYPOINTS_OF_A_SPLINE = 5;

  public TpsmConfiguration {
    Range.check("splines", splines, 1, 100);
    Objects.requireNonNull(denseMotion, "denseMotion");
    Range.check("blocks of the dense motion", denseMotion.blocks(), 2, 8);
    Range.check("blockExpansion", blockExpansion, 1, 512);
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(scale, "scale");
  }

  /** As published: without memory and scale transformation. */
  public TpsmConfiguration(int splines, DenseMotionConfiguration denseMotion, int blockExpansion) {
    this(splines, denseMotion, blockExpansion, Optional.empty(), Optional.empty());
  }

  @Override
  public String network() {
    return NETWORK;
  }

  @Override
  public int keypoints() {
    return KEYPOINTS_OF_A_SPLINE * splines;
  }

  @Override
  public TpsmConfiguration with(
      Optional<MemoryConfiguration> otherMemory, Optional<ScaleConfiguration> otherScale) {
    return new TpsmConfiguration(splines, denseMotion, blockExpansion, otherMemory, otherScale);
  }
}
