package io.understudy.model.training;

/** What a step trains; later stages train more and cost more. */
enum Stage {
  /** The keypoint detector. */
  KEYPOINTS,
  /** What looks again at the face, in windows about its landmarks. */
  DETAIL,
  /** The scale transformation, on keypoints as they are. */
  SCALE,
  /** The flow too, by what it makes of the source. */
  MOTION,
  /** Everything. */
  ALL
}
