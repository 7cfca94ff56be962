package io.understudy.model.explain;

import io.understudy.model.Keypoints;
import io.understudy.model.Picture;
import java.util.Objects;

/**
 * A picture as a network saw it.
 *
 * @param picture in the network's size
 * @param keypoints what it found there
 */
public record Seen(Picture picture, Keypoints keypoints) {
  public Seen {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(keypoints, "keypoints");
  }
}
