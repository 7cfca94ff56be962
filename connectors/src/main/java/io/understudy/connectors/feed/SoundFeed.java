package io.understudy.connectors.feed;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.javacv.Frame;

/** The sound of a feed, decoded, with its capture times. One thread; the owner closes it. */
public final class SoundFeed implements Feed<FeedSound> {
  private final FeedConnection connection;

  private SoundFeed(FeedConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects, or waits for an encoder if the address listens.
   *
   * @param patience how long to wait for a connection, and for data on it
   * @param clock the wall clock that capture times follow
   * @throws IOException with one sentence if nobody is there or there is no sound
   */
  public static SoundFeed open(FeedAddress address, Duration patience, Clock clock)
      throws IOException {
    FeedConnection connection = FeedConnection.open(address, InputOptions.NONE, patience, clock);
    try {
      connection.requireSound();
      return new SoundFeed(connection);
    } catch (IOException refused) {
      connection.close();
      throw refused;
    }
  }

  @Override
  public Optional<FeedSound> next() throws IOException {
    Frame frame = connection.next(true);
    if (frame == null) {
      return Optional.empty();
    }
    ShortBuffer buffer = (ShortBuffer) frame.samples[0];
    short[] samples = new short[buffer.remaining()];
    buffer.get(samples);
    return Optional.of(new FeedSound(samples, connection.captureEpochMicros(frame.timestamp)));
  }

  @Override
  public void close() {
    connection.close();
  }
}
