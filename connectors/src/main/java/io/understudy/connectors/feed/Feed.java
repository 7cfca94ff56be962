package io.understudy.connectors.feed;

import java.io.IOException;
import java.util.Optional;

/**
 * One connection to a feed. One thread; the owner closes it.
 *
 * @param <T> what it delivers
 */
public interface Feed<T> extends AutoCloseable {
  /**
   * Waits for the next item; empty when the other side has ended the feed.
   *
   * @throws IOException with one sentence if the feed breaks off
   */
  Optional<T> next() throws IOException;

  @Override
  void close();

  /**
   * Connects.
   *
   * @param <T> what the feed delivers
   */
  interface Opener<T> {
    /** Connects once, or fails with one sentence. */
    Feed<T> open() throws IOException;
  }
}
