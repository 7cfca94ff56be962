package io.understudy.model.training;

import io.understudy.model.Picture;
import java.util.Objects;

/** Two frames of one identity: the source is to be brought into the pose of the driving frame. */
public record Pair(LabelledFrame source, LabelledFrame driving) {
  public Pair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(driving, "driving");
  }

  /** Two frames of which nothing but the pictures is known. */
  public Pair(Picture source, Picture driving) {
    this(new LabelledFrame(source), new LabelledFrame(driving));
  }
}
