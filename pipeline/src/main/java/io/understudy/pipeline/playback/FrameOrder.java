package io.understudy.pipeline.playback;

import io.understudy.connectors.contract.ReenactedFrame;

/**
 * Recognises the repetitions of one stream's frames that at-least-once delivery may give after a
 * failure. Not thread-safe.
 */
public final class FrameOrder {
  private long epoch = -1;
  private long sequence = -1;

  /** Whether {@code frame} is later than all frames before; only then it counts as seen. */
  public boolean isNew(ReenactedFrame frame) {
    if (frame.epoch() < epoch || frame.epoch() == epoch && frame.sequence() <= sequence) {
      return false;
    }
    epoch = frame.epoch();
    sequence = frame.sequence();
    return true;
  }
}
