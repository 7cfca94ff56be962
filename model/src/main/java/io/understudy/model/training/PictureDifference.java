package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.perceptual.PerceptualPyramid;
import java.util.Optional;

/**
 * How far pictures (B, 3, H, W) are from the driving images of a batch.
 *
 * @param perceptual what looks at them beside their pixels; empty to do without
 */
record PictureDifference(Kernels kernels, Optional<PerceptualPyramid> perceptual) {
  private static final int PYRAMID_LEVELS = 4;

  /** Of pixels and their slopes, each by its weight, over a pyramid. */
  NDArray ofPixels(NDArray pictures, TrainingBatch batch) {
    return kernels.call(
        "pixel_pyramid", pictures, batch.driving(), batch.emphasis(), PYRAMID_LEVELS);
  }

  /** Of the features of a perceptual network, if there is one to compare by. */
  Optional<NDArray> ofFeatures(NDArray pictures, TrainingBatch batch) {
    return perceptual.map(pyramid -> pyramid.loss(pictures, batch.driving()));
  }
}
