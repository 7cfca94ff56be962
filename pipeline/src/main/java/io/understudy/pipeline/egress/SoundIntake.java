package io.understudy.pipeline.egress;

import io.understudy.connectors.feed.FeedSound;
import io.understudy.connectors.feed.SteadyFeed;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a feed's sound on a thread of its own. Bounded: what nobody fetches is dropped. {@link
 * #poll} belongs to one thread; the owner closes it.
 */
public final class SoundIntake implements AutoCloseable {
  private static final int MAX_PIECES = 512;

  private final BlockingQueue<FeedSound> pieces = new ArrayBlockingQueue<>(MAX_PIECES);
  private final SteadyFeed<FeedSound> feed;
  private final Thread thread = new Thread(this::read, "sound-intake");

  /** Starts reading; {@code feed} belongs to the intake from now on. */
  public SoundIntake(SteadyFeed<FeedSound> feed) {
    this.feed = feed;
    thread.setDaemon(true);
    thread.start();
  }

  /** The next piece that has arrived. */
  public Optional<FeedSound> poll() {
    return Optional.ofNullable(pieces.poll());
  }

  private void read() {
    try (feed) {
      for (Optional<FeedSound> piece = feed.next(); piece.isPresent(); piece = feed.next()) {
        pieces.offer(piece.get());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the thread to end, which it does when its connection lets it. */
  @Override
  public void close() {
    feed.stop();
    thread.interrupt();
  }
}
