package io.understudy.model;

/** How the motion of a driving frame is applied to the source (NETWORKS section 1.8). */
public enum MotionMode {
  /** The driving keypoints as they are. */
  ABSOLUTE,
  /** The change of the driving keypoints since the stream's baseline, added to the source's. */
  RELATIVE,
  /** As {@link #RELATIVE}, the change multiplied by the ratio of the two faces' hull sizes. */
  SCALED,
  /** As {@link #RELATIVE} to the frame posed most like the source so far, not to the first. */
  BEST
}
