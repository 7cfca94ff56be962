package io.understudy.model.preset;

/**
 * Sizes of what draws mouth and eyes again, in a window about them of the picture that the network
 * drew. The project's own; no paper has it.
 *
 * @param windowPixels side of the window
 * @param blockExpansion channels of the hourglass before its first block
 * @param maxFeatures bound on channels
 * @param blocks depth of the hourglass
 */
public record FaceRefinerConfiguration(
    int windowPixels, int blockExpansion, int maxFeatures, int blocks) {
  public FaceRefinerConfiguration {
    Range.check("windowPixels", windowPixels, 16, 512);
    Range.check("blockExpansion", blockExpansion, 1, 1024);
    Range.check("maxFeatures", maxFeatures, blockExpansion, 8192);
    Range.check("blocks", blocks, 1, 8);
    Range.checkMultiple("windowPixels", windowPixels, 1 << blocks);
  }

  /** As the bundled weights have it: 0.48 GMAC. */
  public static FaceRefinerConfiguration usual() {
    return new FaceRefinerConfiguration(112, 16, 128, 3);
  }
}
