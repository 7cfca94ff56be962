package io.understudy.connectors.feed;

import io.understudy.connectors.media.RgbImage;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An output that outlives its connections. A live feed does not wait: while nobody takes it, its
 * pictures are dropped and counted, and growing pauses lie between the attempts to connect. One
 * thread; the owner closes it.
 */
public final class SteadyOutput implements AutoCloseable {
  private final FeedOutput.Opener opener;
  private final Backoff backoff;
  private final LongSupplier clockMillis;
  private final Consumer<IOException> losses;
  private FeedOutput connection;
  private long nextAttemptMillis = Long.MIN_VALUE;
  private long connections;
  private long sent;
  private long dropped;

  /**
   * An output that connects with its first picture.
   *
   * @param opener connects
   * @param clockMillis paces the attempts, ms
   * @param losses hears one sentence for each lost or refused connection
   */
  public SteadyOutput(
      FeedOutput.Opener opener,
      Backoff backoff,
      LongSupplier clockMillis,
      Consumer<IOException> losses) {
    this.opener = opener;
    this.backoff = backoff;
    this.clockMillis = clockMillis;
    this.losses = losses;
  }

  /** Sends a picture, or drops it while there is no connection. */
  public void write(RgbImage image, long captureEpochMicros) {
    try {
      if (connected(image)) {
        connection.write(image, captureEpochMicros);
        backoff.reset();
        sent++;
        return;
      }
    } catch (IOException lost) {
      lose(lost);
    }
    dropped++;
  }

  /** Sends a piece of sound, or drops it while there is no connection. */
  public void write(FeedSound sound) {
    try {
      if (connection != null) {
        connection.write(sound);
      }
    } catch (IOException lost) {
      lose(lost);
    }
  }

  private boolean connected(RgbImage image) throws IOException {
    if (connection == null && clockMillis.getAsLong() >= nextAttemptMillis) {
      connection = opener.open(image.widthPixels(), image.heightPixels());
      connections++;
    }
    return connection != null;
  }

  private void lose(IOException reason) {
    close();
    nextAttemptMillis = clockMillis.getAsLong() + backoff.nextMillis();
    losses.accept(reason);
  }

  /** Connections so far. */
  public long connections() {
    return connections;
  }

  /** Pictures that a connection took. */
  public long sent() {
    return sent;
  }

  /** Pictures that nobody took. */
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
