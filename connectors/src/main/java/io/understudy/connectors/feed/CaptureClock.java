package io.understudy.connectors.feed;

/**
 * Capture times of one connection from the feed's own time stamps.
 *
 * <p>Whatever arrives was under way for some time, so that the smallest difference between arrival
 * and time stamp is nearest to the truth. The smallest of the last windows counts: network jitter
 * goes, slow drift between both clocks is followed. A jump of the time stamps starts anew. Not
 * thread-safe.
 */
public final class CaptureClock {
  private static final long WINDOW_MICROS = 5_000_000;
  private static final long JUMP_MICROS = 2_000_000;

  private long windowEndMicros = Long.MIN_VALUE;
  private long previousOffset = Long.MAX_VALUE;
  private long offset = Long.MAX_VALUE;

  /**
   * When something was captured, as the wall clock tells it.
   *
   * @param presentationMicros its time stamp on the feed's clock, µs
   * @param arrivalEpochMicros when it came, µs since 1970
   * @return µs since 1970, not after its arrival
   */
  public long captureEpochMicros(long presentationMicros, long arrivalEpochMicros) {
    long seen = arrivalEpochMicros - presentationMicros;
    boolean started = windowEndMicros != Long.MIN_VALUE;
    if (started && Math.abs(seen - smallest()) > JUMP_MICROS) {
      previousOffset = Long.MAX_VALUE;
      offset = Long.MAX_VALUE;
      windowEndMicros = arrivalEpochMicros + WINDOW_MICROS;
    } else if (arrivalEpochMicros >= windowEndMicros) {
      previousOffset = offset;
      offset = Long.MAX_VALUE;
      windowEndMicros = arrivalEpochMicros + WINDOW_MICROS;
    }
    offset = Math.min(offset, seen);
    return presentationMicros + smallest();
  }

  private long smallest() {
    return Math.min(previousOffset, offset);
  }
}
