package io.understudy.connectors.contract;

import java.util.Objects;

/**
 * One more face of a stream's pictures and the source that it drives. A face that is not there is
 * left out; one whose source is not there is covered, unless the session's own face would pass
 * through when lost.
 *
 * @param sourceId the source to animate
 * @param tracking how the face is found and followed; its {@code lost} does not count
 */
public record OtherFace(String sourceId, FaceTracking tracking) {
  /** Most other faces of a session. */
  public static final int MOST = 7;

  public OtherFace {
    Objects.requireNonNull(sourceId, "sourceId");
    Objects.requireNonNull(tracking, "tracking");
  }
}
