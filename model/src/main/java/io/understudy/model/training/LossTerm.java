package io.understudy.model.training;

/** Losses of training (NETWORKS sections 1.7, 2.4, 3.8 and 4.3; the rest are the project's own). */
public enum LossTerm {
  /** Absolute difference of pictures and of their slopes, over a pyramid. */
  PIXEL,
  /** The same of the source warped by the flow alone: teaches the motion directly. */
  WARPED,
  /**
   * The same of what the decoder draws before it is blended with the warped source: teaches it also
   * where the blend does not look yet.
   */
  DRAWN,
  /** The same of the rectified driving image, where a network makes one. */
  RECTIFIED,
  /**
   * The scale transformation undoes the augmentation, which is known: mean absolute distance of its
   * fiducials from where they shall be, in [-1, 1].
   */
  FIDUCIALS,
  /** The same of the picture that the smallest map alone gives. */
  FROM_SMALLEST,
  /** Features of output and driving image in a perceptual network, over a pyramid. */
  PERCEPTUAL,
  /** The occlusion map says where the warped source equals the driving image. */
  VISIBLE,
  /** Keypoints move with the picture. */
  EQUIVARIANCE_VALUE,
  /** Their local frames too. */
  EQUIVARIANCE_JACOBIAN,
  /** Keypoints keep apart: sum over pairs of {@code max(0, 0.1 - |a - b|^2)}. */
  KEYPOINT_DISTANCE,
  /** Keypoints are at landmarks of the face: mean absolute distance in [-1, 1]. */
  LANDMARKS,
  /** The same of those of mouth and eyes against their own middle: how far they are open. */
  LANDMARK_SHAPE,
  /**
   * The first flow fetches the landmarks of the driving frame where the source has them: mean
   * absolute distance in [-1, 1].
   */
  FLOW,
  /**
   * The same everywhere, by classical optical flow between the frames where that can be trusted; of
   * the last flow too, where a network refines it.
   */
  DENSE_FLOW,
  /**
   * As {@link #FLOW}, of mouth and eyes against their own middle: their shape, whatever the head
   * does.
   */
  EXPRESSION,
  /** The values of a facial memory are near what it is asked for, summed over its maps. */
  CONSISTENCY,
  /** Codes and what they stand for are near, summed over the scales of both codebooks. */
  CODES,
  /** Flow and what is rebuilt from its codes, summed over scales. */
  REBUILT_FLOW
}
