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
  public FommGeneratorConfiguration {
    Range.check("blockExpansion", blockExpansion, 1, 1024);
    Range.check("maxFeatures", maxFeatures, blockExpansion, 8192);
    Range.check("downBlocks", downBlocks, 1, 6);
    Range.check("bottleneckBlocks", bottleneckBlocks, 0, 64);
  }

  /** Channels after {@code level} halvings. */
  public int channels(int level) {
    return Math.min(maxFeatures, blockExpansion << level);
  }
}
