package io.understudy.model.training;

/** What a step trains; later stages train more and cost more. */
enum Stage {
  /** The keypoint detector. */
  KEYPOINTS,
  /** The scale transformation, on keypoints as they are. */
  SCALE,
  /** The flow too, by what it makes of the source. */
  MOTION,
  /** Everything. */
  ALL
}
