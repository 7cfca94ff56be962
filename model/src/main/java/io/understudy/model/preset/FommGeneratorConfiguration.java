package io.understudy.model.preset;

/**
 * Sizes of FOMM's generator (NETWORKS section 1.5).
 *
 * @param blockExpansion channels at full size
 * @param maxFeatures bound on channels
 * @param downBlocks halvings, and doublings
 * @param bottleneckBlocks residual blocks at the smallest size
 */
public record FommGeneratorConfiguration(
    int blockExpansion, int maxFeatures, int downBlocks, int bottleneckBlocks) {
  /** Channels after {@code level} halvings. */
  public int channels(int level) {
    return Math.min(maxFeatures, blockExpansion << level);
  }
}
