package io.understudy.connectors.feed;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Holds items until they are exactly as old as all others: capture time plus one delay.
 *
 * <p>Pictures and sound behind equal delays leave in sync. What comes too late to be on time is
 * dropped and counted; a delay of 0 drops nothing and holds nothing. A capture time that lies
 * seconds ahead is of a clock that is wrong: such an item is held as if it were of this moment. Not
 * thread-safe.
 *
 * @param <T> what is held
 */
public final class ConstantDelay<T> {
  private static final long MOST_AHEAD_MICROS = 5_000_000;

  private final long delayMicros;
  private final int maxItems;
  private final Queue<Held<T>> held = new ArrayDeque<>();
  private long late;
  private long overflowed;

  private record Held<T>(T item, long dueEpochMicros) {}

  /**
   * An empty delay.
   *
   * @param delayMicros age at which items leave, at least 0
   * @param maxItems at most held at once; beyond it the oldest is dropped and counted
   */
  public ConstantDelay(long delayMicros, int maxItems) {
    if (delayMicros < 0 || maxItems < 1) {
      throw new IllegalArgumentException(
          "delay must be at least 0 and hold at least 1 item, got %d and %d"
              .formatted(delayMicros, maxItems));
    }
    this.delayMicros = delayMicros;
    this.maxItems = maxItems;
  }

  /** Takes an item in, in order of capture. */
  public void add(T item, long captureEpochMicros, long nowEpochMicros) {
    boolean ahead = captureEpochMicros - nowEpochMicros > MOST_AHEAD_MICROS;
    long due = (ahead ? nowEpochMicros : captureEpochMicros) + delayMicros;
    if (delayMicros > 0 && due < nowEpochMicros) {
      late++;
      return;
    }
    if (held.size() == maxItems) {
      held.remove();
      overflowed++;
    }
    held.add(new Held<>(item, delayMicros == 0 ? nowEpochMicros : due));
  }

  /** The next item whose time has come. */
  public Optional<T> due(long nowEpochMicros) {
    if (held.isEmpty() || held.element().dueEpochMicros() > nowEpochMicros) {
      return Optional.empty();
    }
    return Optional.of(held.remove().item());
  }

  /** Items that came after their time. */
  public long late() {
    return late;
  }

  /** Items dropped because too many were held. */
  public long overflowed() {
    return overflowed;
  }
}
