package io.understudy.model.preset;

import java.util.Optional;

/** What a network looks like: every size and switch. Immutable; equal where every value is. */
public sealed interface ModelConfiguration
    permits DaganConfiguration,
        FommConfiguration,
        McnetConfiguration,
        SynergizeConfiguration,
        TpsmConfiguration,
        UnderstudyConfiguration {
  /** Side of the square pictures that every model of this build takes and gives, in pixels. */
  int SIZE_PIXELS = 256;

  /**
   * Which model this is: {@code fomm}, {@code mcnet}, {@code synergize}, {@code understudy}, {@code
   * dagan} or {@code tpsm}.
   */
  String network();

  /** Number of keypoints that the network finds on an image. */
  int keypoints();

  /** The coarse flow, which every network has. */
  DenseMotionConfiguration denseMotion();

  /** Whether what lies beyond the source's border is its border. */
  default boolean padsWithBorder() {
    return false;
  }

  /** What looks again at the face, where it is plugged in. */
  default Optional<FaceDetailConfiguration> faceDetail() {
    return Optional.empty();
  }

  /**
   * The same with a second look at the face, empty where the network has no place for it.
   *
   * @throws IllegalArgumentException if the keypoints are too few
   */
  default Optional<ModelConfiguration> with(FaceDetailConfiguration detail) {
    return Optional.empty();
  }
}
