package io.understudy.model;

import java.util.Objects;

/**
 * One row of a batch: a driving picture and the source that it shall move.
 *
 * @param source the source's features; borrowed, must stay open until the call returns
 * @param driving the driving picture, any size; resized to the network's input inside
 * @param motion the stream's motion track; read and advanced by the call, in row order
 * @param scale the stream's scale code track; advanced by the call where the network has scale
 *     codes, in row order
 * @param captureEpochMicros capture time of the driving picture, in microseconds since 1970
 */
public record DrivenFrame(
    SourceFeatures source,
    Picture driving,
    MotionTrack motion,
    ScaleCodeTrack scale,
    long captureEpochMicros) {
  public DrivenFrame {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(driving, "driving");
    Objects.requireNonNull(motion, "motion");
    Objects.requireNonNull(scale, "scale");
  }

  /** A frame whose scale code is used as it is. */
  public DrivenFrame(SourceFeatures source, Picture driving, MotionTrack motion) {
    this(source, driving, motion, ScaleCodeTrack.off(), 0);
  }
}
