package io.understudy.model.preset;

/** What a network looks like: every size and switch. */
public sealed interface ModelConfiguration permits FommConfiguration {
  /** The keypoint detector, which every network has. */
  KeypointDetectorConfiguration keypointDetector();
}
