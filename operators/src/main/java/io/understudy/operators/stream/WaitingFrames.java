package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The frames of one stream that arrived before its session, bounded in number and age, oldest
 * first. Task thread.
 */
final class WaitingFrames {
  private final int maxFrames;
  private final long maxWaitMillis;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  WaitingFrames(int maxFrames, long maxWaitMillis) {
    this.maxFrames = maxFrames;
    this.maxWaitMillis = maxWaitMillis;
  }

  /** Adds a frame; gives back the oldest ones that no longer fit. */
  List<DrivingFrame> add(DrivingFrame frame, long nowMillis) {
    waiting.addLast(new Waiting(frame, nowMillis));
    List<DrivingFrame> displaced = new ArrayList<>();
    while (waiting.size() > maxFrames) {
      displaced.add(waiting.removeFirst().frame);
    }
    return displaced;
  }

  /** Takes the frames out that have waited for the longest allowed time. */
  List<DrivingFrame> takeOverdue(long nowMillis) {
    List<DrivingFrame> overdue = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.getFirst().arrivalMillis + maxWaitMillis <= nowMillis) {
      overdue.add(waiting.removeFirst().frame);
    }
    return overdue;
  }

  /** Takes all frames out. */
  List<DrivingFrame> takeAll() {
    List<DrivingFrame> all = frames();
    waiting.clear();
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

  private record Waiting(DrivingFrame frame, long arrivalMillis) {}
}
