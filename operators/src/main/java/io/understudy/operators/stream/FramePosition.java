package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;

/**
 * Where a frame stands in its feed.
 *
 * @param epoch run of the feed
 * @param sequence number of the frame within its epoch
 */
record FramePosition(long epoch, long sequence) {
  /** Before every frame. */
  static final FramePosition START = new FramePosition(Long.MIN_VALUE, Long.MIN_VALUE);

  static FramePosition of(DrivingFrame frame) {
    return new FramePosition(frame.epoch(), frame.sequence());
  }

  boolean isBeyond(FramePosition other) {
    return epoch > other.epoch || (epoch == other.epoch && sequence > other.sequence);
  }
}
