package io.understudy.connectors.feed;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.javacv.Frame;

/** The pictures of a feed, decoded, with their capture times. One thread; the owner closes it. */
public final class PictureFeed implements Feed<FeedPicture> {
  private final FeedConnection connection;

  private PictureFeed(FeedConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects, or waits for an encoder if the address listens.
   *
   * @param patience how long to wait for a connection, and for data on it
   * @param clock the wall clock that capture times follow
   * @throws IOException with one sentence if nobody is there, or if there is no picture of a size
   *     that is allowed
   */
  public static PictureFeed open(FeedAddress address, Duration patience, Clock clock)
      throws IOException {
    return open(address, InputOptions.NONE, patience, clock);
  }

  /**
   * The same with more than the address to say.
   *
   * @throws IOException also if a webcam gives another size than it was asked for
   */
  public static PictureFeed open(
      FeedAddress address, InputOptions asked, Duration patience, Clock clock) throws IOException {
    FeedConnection connection = FeedConnection.open(address, asked, patience, clock);
    try {
      connection.requirePictures();
      return new PictureFeed(connection);
    } catch (IOException refused) {
      connection.close();
      throw refused;
    }
  }

  @Override
  public Optional<FeedPicture> next() throws IOException {
    Frame frame = connection.next(false);
    if (frame == null) {
      return Optional.empty();
    }
    connection.requireBounds(frame.imageWidth, frame.imageHeight);
    long captureEpochMicros = connection.captureEpochMicros(frame.timestamp);
    return Optional.of(new FeedPicture(connection.copy(frame), captureEpochMicros));
  }

  @Override
  public void close() {
    connection.close();
  }
}
