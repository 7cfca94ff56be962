package io.understudy.operators.inference;

import io.understudy.operators.metric.DropReason;
import io.understudy.operators.stream.FrameTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Frames that wait for a batch, of all streams, in order of arrival. Task thread.
 *
 * <p>Of a live stream at most a fixed number waits: the oldest is dropped for the newest. Frames of
 * complete streams are never dropped here. A batch has one model and keeps every stream's order.
 */
final class FrameQueue {
  private final int maxLiveFramesPerStream;
  private final BiConsumer<FrameTask, DropReason> dropped;
  private final Deque<FrameTask> frames = new ArrayDeque<>();
  private final Map<String, Integer> liveFrames = new HashMap<>();

  /**
   * @param dropped takes over the frames that the queue gives up, leases included
   */
  FrameQueue(int maxLiveFramesPerStream, BiConsumer<FrameTask, DropReason> dropped) {
    this.maxLiveFramesPerStream = maxLiveFramesPerStream;
    this.dropped = dropped;
  }

  void add(FrameTask task) {
    frames.addLast(task);
    if (task.live() && count(task, 1) > maxLiveFramesPerStream) {
      dropOldest(task.frame().streamId());
    }
  }

  private void dropOldest(String streamId) {
    Iterator<FrameTask> oldestFirst = frames.iterator();
    while (oldestFirst.hasNext()) {
      FrameTask task = oldestFirst.next();
      if (task.live() && task.frame().streamId().equals(streamId)) {
        oldestFirst.remove();
        count(task, -1);
        dropped.accept(task, DropReason.QUEUE_FULL);
        return;
      }
    }
  }

  /**
   * Takes the next batch out: from the oldest frame on, those of its model, without those whose
   * time is over. A frame is passed over where an earlier one of its stream was.
   *
   * @return at most {@code maxFrames} frames; empty if none is left
   */
  List<FrameTask> takeBatch(int maxFrames, long nowEpochMicros) {
    List<FrameTask> batch = new ArrayList<>(maxFrames);
    Set<String> passedOver = new HashSet<>();
    Iterator<FrameTask> oldestFirst = frames.iterator();
    while (oldestFirst.hasNext() && batch.size() < maxFrames) {
      FrameTask task = oldestFirst.next();
      Optional<DropReason> reason = task.dropReason(nowEpochMicros);
      if (reason.isPresent()) {
        remove(oldestFirst, task);
        dropped.accept(task, reason.get());
      } else if (fits(batch, task) && !passedOver.contains(task.frame().streamId())) {
        remove(oldestFirst, task);
        batch.add(task);
      } else {
        passedOver.add(task.frame().streamId());
      }
    }
    return batch;
  }

  private static boolean fits(List<FrameTask> batch, FrameTask task) {
    return batch.isEmpty() || batch.get(0).lease().reenactor() == task.lease().reenactor();
  }

  private void remove(Iterator<FrameTask> position, FrameTask task) {
    position.remove();
    if (task.live()) {
      count(task, -1);
    }
  }

  private int count(FrameTask task, int change) {
    String streamId = task.frame().streamId();
    int now = liveFrames.merge(streamId, change, Integer::sum);
    if (now == 0) {
      liveFrames.remove(streamId);
    }
    return now;
  }

  /** Takes all frames out. */
  List<FrameTask> takeAll() {
    List<FrameTask> all = List.copyOf(frames);
    frames.clear();
    liveFrames.clear();
    return all;
  }

  int size() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }
}
