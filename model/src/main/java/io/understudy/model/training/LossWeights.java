package io.understudy.model.training;

/**
 * Weights of the losses (NETWORKS sections 1.7, 2.4, 3.8 and 4.3); 0 leaves a loss out.
 *
 * @param pixel absolute difference of pictures and of their slopes, over a pyramid
 * @param warped the same of the source warped by the flow alone: teaches the motion directly
 * @param rectified the same of the rectified driving image, where a network makes one
 * @param equivarianceValue keypoints move with the picture
 * @param equivarianceJacobian their local frames too
 * @param keypointDistance keypoints keep apart: sum over pairs of {@code max(0, 0.1 - |a - b|^2)}
 * @param landmarks keypoints are at landmarks of the face: mean absolute distance in [-1, 1]
 * @param flow the first flow fetches the landmarks of the driving frame where the source has them:
 *     mean absolute distance in [-1, 1]
 * @param fromSmallest as {@code pixel}, of the picture that the smallest map alone gives
 * @param codes codes and what they stand for are near, summed over the scales of both codebooks
 * @param rebuiltFlow flow and what is rebuilt from its codes, summed over scales
 */
public record LossWeights(
    double pixel,
    double warped,
    double rectified,
    double equivarianceValue,
    double equivarianceJacobian,
    double keypointDistance,
    double landmarks,
    double flow,
    double fromSmallest,
    double codes,
    double rebuiltFlow) {
  /** For training without a perceptual network and without landmarks. */
  public static LossWeights pixelsOnly() {
    return new LossWeights(10, 5, 5, 5, 2, 0.1, 0, 0, 5, 1, 32);
  }

  /** For training without a perceptual network, keypoints told where to be; some are close. */
  public static LossWeights pixelsAndLandmarks() {
    return new LossWeights(10, 5, 5, 2, 2, 0, 20, 100, 5, 1, 32);
  }
}
