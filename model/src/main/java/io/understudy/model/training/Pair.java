package io.understudy.model.training;

import io.understudy.model.Picture;
import java.util.Objects;

/** Two frames of one identity: the source is to be brought into the pose of the driving frame. */
public record Pair(Picture source, Picture driving) {
  public Pair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(driving, "driving");
  }
}
