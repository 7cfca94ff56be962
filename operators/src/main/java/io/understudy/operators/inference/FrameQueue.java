package io.understudy.operators.inference;

import io.understudy.operators.metric.DropReason;
import io.understudy.operators.stream.FrameTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
 *
 * <p>An H.264 frame that is dropped leaves its picture to those that refer to it: it goes into the
 * batch before them, given up, to be decoded only; unless a key picture comes first.
 */
final class FrameQueue {
  private final int maxLiveFramesPerStream;
  private final BiConsumer<FrameTask, DropReason> dropped;
  private final Deque<FrameTask> frames = new ArrayDeque<>();
  private final Map<String, Integer> liveFrames = new HashMap<>();
  private final Map<String, ReferencePictures> references = new LinkedHashMap<>();

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
        giveUp(task, DropReason.QUEUE_FULL);
        return;
      }
    }
  }

  private void giveUp(FrameTask task, DropReason reason) {
    if (reason == DropReason.SESSION_ENDED || !task.referredTo()) {
      dropped.accept(task, reason);
    } else {
      references
          .computeIfAbsent(task.frame().streamId(), stream -> new ReferencePictures(dropped))
          .add(task.giveUp(reason));
    }
  }

  /**
   * Takes the next batch out: from the oldest frame on, those of its model, without those whose
   * time is over. A frame is passed over where an earlier one of its stream was.
   *
   * @return at most {@code maxFrames} frames and what they refer to; empty if nothing is left
   */
  List<FrameTask> takeBatch(int maxFrames, long nowEpochMicros) {
    List<FrameTask> batch = new ArrayList<>(maxFrames);
    FrameTask first = null;
    int taken = 0;
    Set<String> passedOver = new HashSet<>();
    Iterator<FrameTask> oldestFirst = frames.iterator();
    while (oldestFirst.hasNext() && taken < maxFrames) {
      FrameTask task = oldestFirst.next();
      Optional<DropReason> reason = task.dropReason(nowEpochMicros);
      if (reason.isPresent()) {
        remove(oldestFirst, task);
        giveUp(task, reason.get());
      } else if (fits(first, task) && !passedOver.contains(task.frame().streamId())) {
        remove(oldestFirst, task);
        takeReferences(task, batch);
        batch.add(task);
        first = first == null ? task : first;
        taken++;
      } else {
        passedOver.add(task.frame().streamId());
      }
    }
    return batch.isEmpty() ? takeReferences() : batch;
  }

  private void takeReferences(FrameTask task, List<FrameTask> batch) {
    ReferencePictures waiting = references.remove(task.frame().streamId());
    if (waiting != null) {
      batch.addAll(waiting.takeFor(task));
    }
  }

  /** Those of all streams: no frame waits with which they could go. */
  private List<FrameTask> takeReferences() {
    List<FrameTask> all =
        references.values().stream().flatMap(waiting -> waiting.takeAll().stream()).toList();
    references.clear();
    return all;
  }

  private static boolean fits(FrameTask first, FrameTask task) {
    return first == null || first.lease().reenactor() == task.lease().reenactor();
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
    List<FrameTask> all = new ArrayList<>(takeReferences());
    all.addAll(frames);
    frames.clear();
    liveFrames.clear();
    return all;
  }

  /** The frame that waits longest. */
  Optional<FrameTask> first() {
    return Optional.ofNullable(frames.peekFirst());
  }

  /** Frames that wait to be reenacted. */
  int size() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty() && references.isEmpty();
  }
}
