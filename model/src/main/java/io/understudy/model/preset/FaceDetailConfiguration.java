package io.understudy.model.preset;

import java.util.Objects;
import java.util.Optional;

/**
 * Sizes of what looks again at the face, upright and as large as its window, for keypoints of mouth
 * and eyes that are true to less than a pixel of the detector's own small picture. The project's
 * own; no paper has it.
 *
 * @param windowPixels side of the window
 * @param blockExpansion channels of the hourglass before its first block
 * @param maxFeatures bound on channels
 * @param blocks depth of the hourglass
 * @param refiner what draws mouth and eyes again behind it, where it is plugged in
 */
public record FaceDetailConfiguration(
    int windowPixels,
    int blockExpansion,
    int maxFeatures,
    int blocks,
    Optional<FaceRefinerConfiguration> refiner) {
  /** Keypoints that must be landmarks of the face, the first ones of a detector. */
  private static final int LANDMARKS = 11;

  private static final int COLOURS = 3;

  public FaceDetailConfiguration {
    Range.check("windowPixels", windowPixels, 16, 512);
    Range.check("blockExpansion", blockExpansion, 1, 1024);
    Range.check("maxFeatures", maxFeatures, blockExpansion, 8192);
    Range.check("blocks", blocks, 1, 8);
    Objects.requireNonNull(refiner, "refiner");
    if (windowPixels % (1 << blocks) != 0) {
      throw new IllegalArgumentException(
          "windowPixels must be a multiple of 2^blocks = %d, got %d"
              .formatted(1 << blocks, windowPixels));
    }
  }

  /** Nothing is drawn again. */
  public FaceDetailConfiguration(
      int windowPixels, int blockExpansion, int maxFeatures, int blocks) {
    this(windowPixels, blockExpansion, maxFeatures, blocks, Optional.empty());
  }

  /** As the bundled weights have it: 0.17 GMAC. */
  public static FaceDetailConfiguration usual() {
    return new FaceDetailConfiguration(96, 8, 128, 5);
  }

  /** The same, mouth and eyes drawn again behind it. */
  public FaceDetailConfiguration with(FaceRefinerConfiguration part) {
    return new FaceDetailConfiguration(
        windowPixels, blockExpansion, maxFeatures, blocks, Optional.of(part));
  }

  void requireFits(int keypoints, int imageChannels) {
    if (keypoints < LANDMARKS || imageChannels != COLOURS) {
      throw new IllegalArgumentException(
          "a detail of the face needs %d keypoints or more and pictures of %d channels, got %d and %d"
              .formatted(LANDMARKS, COLOURS, keypoints, imageChannels));
    }
  }
}
