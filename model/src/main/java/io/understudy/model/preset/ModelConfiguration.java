package io.understudy.model.preset;

import java.util.Optional;

/** What a network looks like: every size and switch. Immutable; equal where every value is. */
public sealed interface ModelConfiguration
    permits Host, SynergizeConfiguration, UnderstudyConfiguration {
  /** Side of the square pictures that every model of this build takes and gives, in pixels. */
  int SIZE_PIXELS = 256;

  /** Side of the pictures that a model usually trains on where it takes smaller ones, in pixels. */
  int SMALL_PIXELS = 128;

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

  /** The network of codebooks that it is or stands on, which sees pixels in [-1, 1]. */
  default Optional<SynergizeConfiguration> codebooks() {
    return Optional.empty();
  }

  /** MCNet's facial memory, where it has one. */
  default Optional<MemoryConfiguration> memory() {
    return Optional.empty();
  }

  /** OSTNet's scale transformation, where it has one. */
  default Optional<ScaleConfiguration> scaleTransformation() {
    return Optional.empty();
  }

  /**
   * The configuration for training on pictures of another size, which the same weights fit:
   * keypoints and flow keep the resolution that they have at full size, so that what is learned
   * there holds; only the generator sees less. Empty where the network has its own size only.
   *
   * @param sizePixels side of the square pictures, a positive multiple of 64
   * @throws IllegalArgumentException if that resolution cannot be had of them
   */
  default Optional<ModelConfiguration> forPictures(int sizePixels) {
    return sizePixels == SIZE_PIXELS ? Optional.of(this) : Optional.empty();
  }

  /** Side of the pictures that it usually trains on: small ones where it takes them, in pixels. */
  default int usualTrainingPixels() {
    return forPictures(SMALL_PIXELS).isPresent() ? SMALL_PIXELS : SIZE_PIXELS;
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
