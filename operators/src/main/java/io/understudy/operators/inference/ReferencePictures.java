package io.understudy.operators.inference;

import io.understudy.connectors.media.AccessUnit;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.stream.FrameTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * H.264 frames of one stream that were given up and that the next one may refer to, in their order:
 * since the last key picture, and of a publisher that sends none, not more than a bound. Task
 * thread.
 */
final class ReferencePictures {
  /** Ten seconds of video; whoever sends key pictures less often loses frames until the next. */
  static final int MOST = 250;

  private final BiConsumer<FrameTask, DropReason> dropped;
  private final List<FrameTask> frames = new ArrayList<>();

  /**
   * @param dropped takes over the frames that no later one refers to
   */
  ReferencePictures(BiConsumer<FrameTask, DropReason> dropped) {
    this.dropped = dropped;
  }

  /** Takes a frame that was given up. */
  void add(FrameTask givenUp) {
    if (frames.size() >= MOST || isKey(givenUp)) {
      dropAll();
    }
    frames.add(givenUp);
  }

  /** Takes out what has to be decoded before {@code next}: nothing where that is a key picture. */
  List<FrameTask> takeFor(FrameTask next) {
    if (isKey(next)) {
      dropAll();
    }
    return takeAll();
  }

  /** Takes all frames out. */
  List<FrameTask> takeAll() {
    List<FrameTask> all = List.copyOf(frames);
    frames.clear();
    return all;
  }

  private static boolean isKey(FrameTask task) {
    return !task.referredTo() || AccessUnit.of(task.frame().payload()) == AccessUnit.KEY_PICTURE;
  }

  private void dropAll() {
    frames.forEach(frame -> dropped.accept(frame, frame.givenUp()));
    frames.clear();
  }
}
