package io.understudy.model;

import java.util.Objects;

/**
 * A driving frame as {@link Reenactor#track} saw it: all that {@link Reenactor#draw} needs, without
 * native memory of its own, so that another thread may draw it.
 *
 * @param source the source's features; borrowed, must stay open until the frame is drawn
 * @param driving the keypoints that drive the source, in its frame
 * @param scaleCode the scale code to use, never written again; empty where the network has none
 */
public record TrackedFrame(SourceFeatures source, Keypoints driving, float[] scaleCode) {
  public TrackedFrame {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(driving, "driving");
    Objects.requireNonNull(scaleCode, "scaleCode");
  }
}
