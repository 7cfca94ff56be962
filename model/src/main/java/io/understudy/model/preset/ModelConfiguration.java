package io.understudy.model.preset;

/** What a network looks like: every size and switch. Immutable; equal where every value is. */
public sealed interface ModelConfiguration
    permits FommConfiguration, McnetConfiguration, SynergizeConfiguration, UnderstudyConfiguration {
  /** Side of the square pictures that every model of this build takes and gives, in pixels. */
  int SIZE_PIXELS = 256;

  /** Which model this is: {@code fomm}, {@code mcnet}, {@code synergize} or {@code understudy}. */
  String network();

  /** The keypoint detector, which every network has. */
  KeypointDetectorConfiguration keypointDetector();

  /** The coarse flow, which every network has. */
  DenseMotionConfiguration denseMotion();
}
