package io.understudy.model.training;

/**
 * Weights of the losses (NETWORKS sections 1.7 and 2.4); 0 leaves a loss out.
 *
 * @param pixel absolute difference of pictures and of their slopes, over a pyramid
 * @param warped the same of the source warped by the flow alone: teaches the motion directly
 * @param equivarianceValue keypoints move with the picture
 * @param equivarianceJacobian their local frames too
 * @param keypointDistance keypoints keep apart: sum over pairs of {@code max(0, 0.1 - |a - b|^2)}
 */
public record LossWeights(
    double pixel,
    double warped,
    double equivarianceValue,
    double equivarianceJacobian,
    double keypointDistance) {
  /** For training without a perceptual network. */
  public static LossWeights pixelsOnly() {
    return new LossWeights(10, 5, 5, 2, 0.1);
  }
}
