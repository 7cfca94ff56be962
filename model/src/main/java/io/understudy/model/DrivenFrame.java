package io.understudy.model;

import java.util.Objects;

/**
 * One row of a batch: a driving picture and the source that it shall move.
 *
 * @param source the source's features; borrowed, must stay open until the call returns
 * @param driving the driving picture, any size; resized to the network's input inside
 * @param motion the stream's motion track; read and advanced by the call, in row order
 */
public record DrivenFrame(SourceFeatures source, Picture driving, MotionTrack motion) {
  public DrivenFrame {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(driving, "driving");
    Objects.requireNonNull(motion, "motion");
  }
}
