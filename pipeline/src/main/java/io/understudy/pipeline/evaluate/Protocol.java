package io.understudy.pipeline.evaluate;

/** How test pairs are made of clips. */
public enum Protocol {
  /** The clip's first frame is the source, its other frames drive and are the truth. */
  SAME,

  /**
   * As {@link #SAME}, but the driving frame is zoomed so that the expression is preserved (NETWORKS
   * section 4.3); the truth is the frame before that.
   */
  SCALE,

  /** The first frame of another person's clip is the source; only rendered heads have a truth. */
  CROSS
}
