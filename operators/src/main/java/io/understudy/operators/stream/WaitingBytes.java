package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of all frames of a task that wait for a session, and whose turn it is to go where they
 * are too many. Task thread.
 */
final class WaitingBytes {
  /** What a frame takes besides its payload, about: a bound on empty frames too. */
  static final int FRAME_BYTES = 1 << 10;

  private final long maxBytes;

  /** Where each frame waits, by its number, in order of arrival. */
  private final Map<Long, WaitingFrames> places = new LinkedHashMap<>();

  private long bytes;
  private long arrivals;

  WaitingBytes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether {@code frame} could wait if no other did. */
  boolean fits(DrivingFrame frame) {
    return bytes(frame) <= maxBytes;
  }

  /** Counts a frame that has come; returns its number. */
  long enter(DrivingFrame frame, WaitingFrames place) {
    bytes += bytes(frame);
    places.put(arrivals, place);
    return arrivals++;
  }

  /** Counts a frame that has gone. */
  void leave(DrivingFrame frame, long number) {
    bytes -= bytes(frame);
    places.remove(number);
  }

  /** Whether a frame has to go. */
  boolean exceeded() {
    return bytes > maxBytes;
  }

  /** Where the frame waits, as its first one, that came before all others; there is one. */
  WaitingFrames oldest() {
    return places.values().iterator().next();
  }

  private static long bytes(DrivingFrame frame) {
    return FRAME_BYTES + frame.payload().size();
  }
}
