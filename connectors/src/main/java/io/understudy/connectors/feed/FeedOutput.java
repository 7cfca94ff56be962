package io.understudy.connectors.feed;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;

/** One connection to whoever takes a feed. One thread; the owner closes it. */
public interface FeedOutput extends AutoCloseable {
  /**
   * Sends a picture.
   *
   * @param captureEpochMicros growing from picture to picture
   * @throws IOException with one sentence if the other side is gone
   */
  void write(RgbImage image, long captureEpochMicros) throws IOException;

  /**
   * Sends a piece of sound; without effect where the output has none.
   *
   * @throws IOException with one sentence if the other side is gone
   */
  void write(FeedSound sound) throws IOException;

  @Override
  void close();

  /** Connects. */
  interface Opener {
    /** Connects once for pictures of that size, or fails with one sentence. */
    FeedOutput open(int widthPixels, int heightPixels) throws IOException;
  }
}
