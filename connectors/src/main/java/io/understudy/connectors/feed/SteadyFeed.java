package io.understudy.connectors.feed;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A feed that outlives its connections: what is lost is opened again, with growing pauses, until
 * somebody stops it.
 *
 * <p>{@link #next} and {@link #close} belong to one thread; {@link #stop} may be called by any.
 *
 * @param <T> what it delivers
 */
public final class SteadyFeed<T> implements AutoCloseable {
  private final Feed.Opener<T> opener;
  private final Backoff backoff;
  private final Pause pause;
  private final Consumer<IOException> losses;
  private Feed<T> connection;
  private long connections;
  private volatile boolean stopped;

  /** Waits; a test does not. */
  public interface Pause {
    /** Returns after that time, in ms. */
    void of(long millis) throws InterruptedException;
  }

  /**
   * A feed that is not connected yet.
   *
   * @param opener connects
   * @param losses hears one sentence for each lost or refused connection
   */
  public SteadyFeed(
      Feed.Opener<T> opener, Backoff backoff, Pause pause, Consumer<IOException> losses) {
    this.opener = opener;
    this.backoff = backoff;
    this.pause = pause;
    this.losses = losses;
  }

  /** Waits for the next item, through as many connections as it takes; empty once stopped. */
  public Optional<T> next() throws InterruptedException {
    return next(() -> false);
  }

  /** The same, ended by {@code stop} too, which is asked between connections. */
  public Optional<T> next(BooleanSupplier stop) throws InterruptedException {
    while (!stopped && !stop.getAsBoolean()) {
      try {
        if (connection == null) {
          connection = opener.open();
          connections++;
        }
        Optional<T> item = connection.next();
        if (item.isPresent()) {
          backoff.reset();
          return item;
        }
        lose(new IOException("the sender ended the feed"));
      } catch (IOException lost) {
        lose(lost);
      }
    }
    return Optional.empty();
  }

  private void lose(IOException reason) throws InterruptedException {
    close();
    if (!stopped) {
      losses.accept(reason);
      pause.of(backoff.nextMillis());
    }
  }

  /** Connections so far. */
  public long connections() {
    return connections;
  }

  /** Ends {@link #next}, at the latest when the connection's patience is over. */
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
