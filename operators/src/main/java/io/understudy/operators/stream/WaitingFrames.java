package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The frames of one stream that arrived before its session, oldest first: bounded in number and
 * age, and in bytes together with those of all streams of the task. Task thread.
 */
final class WaitingFrames {
  private final int maxFrames;
  private final long maxWaitMillis;
  private final WaitingBytes bytes;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /**
   * @param bytes of all frames that wait on the task
   */
  WaitingFrames(int maxFrames, long maxWaitMillis, WaitingBytes bytes) {
    this.maxFrames = maxFrames;
    this.maxWaitMillis = maxWaitMillis;
    this.bytes = bytes;
  }

  /**
   * Adds a frame.
   *
   * @return the oldest ones that no longer fit, of this stream or of others; the frame itself where
   *     it is too large to wait at all
   */
  List<DrivingFrame> add(DrivingFrame frame, long nowMillis) {
    if (!bytes.fits(frame)) {
      return List.of(frame);
    }
    waiting.addLast(new Waiting(frame, bytes.enter(frame, this), nowMillis));
    List<DrivingFrame> displaced = new ArrayList<>();
    if (waiting.size() > maxFrames) {
      displaced.add(takeFirst());
    }
    while (bytes.exceeded()) {
      displaced.add(bytes.oldest().takeFirst());
    }
    return displaced;
  }

  private DrivingFrame takeFirst() {
    Waiting first = waiting.removeFirst();
    bytes.leave(first.frame, first.number);
    return first.frame;
  }

  /** Takes the frames out that have waited for the longest allowed time. */
  List<DrivingFrame> takeOverdue(long nowMillis) {
    List<DrivingFrame> overdue = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.getFirst().arrivalMillis + maxWaitMillis <= nowMillis) {
      overdue.add(takeFirst());
    }
    return overdue;
  }

  /** Takes all frames out. */
  List<DrivingFrame> takeAll() {
    List<DrivingFrame> all = new ArrayList<>(waiting.size());
    while (!waiting.isEmpty()) {
      all.add(takeFirst());
    }
    return all;
  }

  /** When the oldest frame is overdue; only where there is one. */
  long nextOverdueMillis() {
    return waiting.getFirst().arrivalMillis + maxWaitMillis;
  }

  /** A copy for a snapshot. */
  List<DrivingFrame> frames() {
    List<DrivingFrame> frames = new ArrayList<>(waiting.size());
    waiting.forEach(entry -> frames.add(entry.frame));
    return frames;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private record Waiting(DrivingFrame frame, long number, long arrivalMillis) {}
}
