package io.understudy.pipeline.egress;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.FeedSound;

/** Where reenacted frames go. One thread; the owner closes it. */
public interface Outlet extends AutoCloseable {
  /** Takes the next frame of the stream. */
  void write(ReenactedFrame frame);

  /** Takes the next piece of sound; an outlet without sound is given none. */
  default void write(FeedSound sound) {}

  /** Frames that nobody took. */
  default long dropped() {
    return 0;
  }

  @Override
  void close();
}
