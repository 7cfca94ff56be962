package io.understudy.connectors.contract;

/** How motion is applied; the wire form of the model's motion mode. */
public enum MotionMode {
  RELATIVE,
  ABSOLUTE,
  SCALED,
  /** Relative to the frame posed most like the source so far. */
  BEST
}
