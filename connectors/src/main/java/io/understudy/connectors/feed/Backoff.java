package io.understudy.connectors.feed;

/**
 * How long to wait before the next attempt to connect: twice as long after each failure, up to a
 * bound. Not thread-safe.
 */
public final class Backoff {
  private final long firstMillis;
  private final long longestMillis;
  private long nextMillis;

  /**
   * A backoff at its start.
   *
   * @param firstMillis pause after the first failure, at least 1
   * @param longestMillis longest pause, at least {@code firstMillis}
   */
  public Backoff(long firstMillis, long longestMillis) {
    if (firstMillis < 1 || longestMillis < firstMillis) {
      throw new IllegalArgumentException(
          "pauses must be at least 1 ms and must not shrink, got %d and %d"
              .formatted(firstMillis, longestMillis));
    }
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.nextMillis = firstMillis;
  }

  /** Half a second to ten; whoever listens, or repeats a file, is there again at once. */
  public static Backoff of(FeedAddress address) {
    boolean atOnce = address.listening() || address.kind() == FeedAddress.Kind.FILE;
    return atOnce ? new Backoff(50, 50) : new Backoff(500, 10_000);
  }

  /** The pause after one more failure, ms. */
  public long nextMillis() {
    long pause = nextMillis;
    nextMillis = Math.min(longestMillis, 2 * nextMillis);
    return pause;
  }

  /** Something came through: the next pause is the first one again. */
  public void reset() {
    nextMillis = firstMillis;
  }
}
