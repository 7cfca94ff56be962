package io.understudy.model.training;

import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;

/**
 * A configuration for training on smaller pictures: keypoints and flow keep the resolution that
 * they have at full size, so that what is learned there holds; only the generator sees less.
 */
final class ReducedSize {
  private ReducedSize() {}

  /**
   * The configuration for pictures of {@code sizePixels}; the same weights fit both.
   *
   * @throws IllegalArgumentException if the network works at its own size only
   */
  static ModelConfiguration of(ModelConfiguration full, int sizePixels) {
    if (sizePixels == ModelConfiguration.SIZE_PIXELS) {
      return full;
    }
    double enlarged = (double) ModelConfiguration.SIZE_PIXELS / sizePixels;
    DenseMotionConfiguration motion =
        full.denseMotion().withScaleFactor(full.denseMotion().scaleFactor() * enlarged);
    if (full instanceof FommConfiguration fomm) {
      return new FommConfiguration(
          enlarged(fomm.keypointDetector(), enlarged),
          motion,
          fomm.generator(),
          fomm.alignCorners(),
          fomm.scale(),
          fomm.memory());
    } else if (full instanceof McnetConfiguration mcnet) {
      return new McnetConfiguration(
          enlarged(mcnet.keypointDetector(), enlarged),
          motion,
          mcnet.blockExpansion(),
          mcnet.memory(),
          mcnet.scale(),
          mcnet.paddingMode());
    }
    throw new IllegalArgumentException(
        "%s trains on pictures of %d pixels only, got %d"
            .formatted(full.network(), ModelConfiguration.SIZE_PIXELS, sizePixels));
  }

  private static KeypointDetectorConfiguration enlarged(
      KeypointDetectorConfiguration detector, double factor) {
    return detector.withScaleFactor(detector.scaleFactor() * factor);
  }
}
