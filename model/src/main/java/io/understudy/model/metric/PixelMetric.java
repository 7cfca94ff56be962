package io.understudy.model.metric;

import io.understudy.model.Picture;
import java.util.function.ToDoubleBiFunction;

/** The measures of pixels that the papers print, each published variant by its own name. */
public enum PixelMetric {
  /** Mean absolute difference, 0 to 1: all papers. */
  L1("L1", PixelError::meanAbsolute),

  /** Peak signal-to-noise ratio in dB: all papers. */
  PSNR("PSNR", PixelError::decibels),

  /**
   * 7x7 uniform window on values over 255 with a range of 2, which scikit-image assumes of floats
   * and which inflates the figure: MCNet's folder script.
   */
  SSIM_UNIFORM_RANGE_2("SSIM-uniform7-range2", uniform(2)),

  /** The same with the true range of 1. */
  SSIM_UNIFORM_RANGE_1("SSIM-uniform7-range1", uniform(1)),

  /** 11x11 Gaussian window over zero-padded pictures: MCNet's other script. */
  SSIM_GAUSSIAN_PADDED("SSIM-gauss11-padded", gaussian(true, 1 / 255.0, 1)),

  /** 11x11 Gaussian window inside the picture, range 255: Synergizing Motion and Appearance. */
  SSIM_GAUSSIAN_VALID("SSIM-gauss11-valid", gaussian(false, 1, 255));

  private final String label;
  private final ToDoubleBiFunction<Picture, Picture> function;

  PixelMetric(String label, ToDoubleBiFunction<Picture, Picture> function) {
    this.label = label;
    this.function = function;
  }

  /** The name in tables. */
  public String label() {
    return label;
  }

  /**
   * The figure of {@code picture} where {@code truth} was asked for. Any thread.
   *
   * @throws IllegalArgumentException if their sizes differ, or are too small for the window
   */
  public double of(Picture truth, Picture picture) {
    return function.applyAsDouble(truth, picture);
  }

  private static ToDoubleBiFunction<Picture, Picture> uniform(double range) {
    return new StructuralSimilarity(SimilarityWindow.uniform7(), 1 / 255.0, range)::of;
  }

  private static ToDoubleBiFunction<Picture, Picture> gaussian(
      boolean zeroPadded, double scale, double range) {
    return new StructuralSimilarity(SimilarityWindow.gaussian11(zeroPadded), scale, range)::of;
  }
}
