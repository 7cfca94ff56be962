package io.understudy.model.training;

import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import java.util.Objects;
import java.util.Optional;

/**
 * A frame to train on.
 *
 * @param landmarks of the mesh on the face, in pixels of the picture; empty where none was found or
 *     looked for
 */
public record LabelledFrame(Picture picture, Optional<FaceLandmarks> landmarks) {
  public LabelledFrame {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(landmarks, "landmarks");
  }

  /** A frame of which nothing but the picture is known. */
  public LabelledFrame(Picture picture) {
    this(picture, Optional.empty());
  }
}
