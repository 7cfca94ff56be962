package io.understudy.operators.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.operators.metric.DropReason;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.Tasks;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  private static final long NOW_MICROS = Frames.NOW * 1000;
  private final FakeReenactor fake = new FakeReenactor("fake", "w1");
  private final FakeReenactor other = new FakeReenactor("other", "w1");
  private final Tasks tasks = new Tasks();
  private final List<String> dropped = new ArrayList<>();
  private final FrameQueue queue =
      new FrameQueue(2, (task, reason) -> dropped.add(name(task) + " " + reason.label()));

  private static String name(FrameTask task) {
    return task.frame().streamId() + task.frame().sequence();
  }

  private List<String> take(int maxFrames) {
    return queue.takeBatch(maxFrames, NOW_MICROS).stream().map(FrameQueueTest::name).toList();
  }

  @Test
  void takesTheOldestFirstUpToTheBound() {
    queue.add(tasks.live("a", 0, fake, 9));
    queue.add(tasks.live("b", 0, fake, 9));
    queue.add(tasks.live("a", 1, fake, 9));
    assertThat(take(2)).containsExactly("a0", "b0");
    assertThat(take(2)).containsExactly("a1");
    assertThat(take(2)).isEmpty();
  }

  @Test
  void dropsAStreamsOwnOldestFrame() {
    for (int i = 0; i < 4; i++) {
      queue.add(tasks.live("a", i, fake, 9));
    }
    queue.add(tasks.live("b", 0, fake, 9));
    assertThat(dropped).containsExactly("a0 queue-full", "a1 queue-full");
    assertThat(take(9)).containsExactly("a2", "a3", "b0");
    queue.add(tasks.live("a", 4, fake, 9));
    queue.add(tasks.live("a", 5, fake, 9));
    assertThat(dropped).as("taken frames no longer count").hasSize(2);
  }

  @Test
  void neverDropsFramesOfACompleteStream() {
    for (int i = 0; i < 9; i++) {
      queue.add(tasks.complete("c", i, fake));
    }
    assertThat(take(99)).hasSize(9);
    assertThat(dropped).isEmpty();
  }

  @Test
  void dropsOverdueFramesAndFillsTheBatchWithOthers() {
    queue.add(tasks.live("a", 0, fake, -1));
    queue.add(tasks.live("a", 1, fake, 0));
    assertThat(take(1)).containsExactly("a1");
    assertThat(dropped).containsExactly("a0 deadline");
  }

  @Test
  void dropsFramesOfAStoppedStreamFirst() {
    FrameTask stopped = tasks.complete("c", 0, fake);
    queue.add(stopped);
    Tasks.stop(stopped);
    assertThat(take(1)).isEmpty();
    assertThat(dropped).containsExactly("c0 session-ended");
  }

  @Test
  void takesOneModelAtATimeWithoutOvertakingWithinAStream() {
    queue.add(tasks.live("a", 0, fake, 9));
    queue.add(tasks.complete("b", 0, other));
    queue.add(tasks.complete("b", 1, fake));
    queue.add(tasks.live("a", 1, fake, 9));
    assertThat(take(9)).containsExactly("a0", "a1");
    assertThat(take(9)).containsExactly("b0");
    assertThat(take(9)).containsExactly("b1");
  }

  private FrameTask key(long sequence, long lifeMillis) {
    return tasks.h264("v", sequence, fake, lifeMillis, new byte[] {0, 0, 1, 0x65});
  }

  private FrameTask referring(long sequence, long lifeMillis) {
    return tasks.h264("v", sequence, fake, lifeMillis, new byte[] {0, 0, 1, 0x41});
  }

  @Test
  void aDroppedPictureGoesBeforeTheOneThatRefersToItAndTakesNoPlaceInTheBatch() {
    queue.add(key(0, 9));
    queue.add(referring(1, 9));
    queue.add(referring(2, 9));
    queue.add(referring(3, 9));
    List<FrameTask> batch = queue.takeBatch(2, NOW_MICROS);
    assertThat(batch).extracting(FrameQueueTest::name).containsExactly("v0", "v1", "v2", "v3");
    assertThat(batch)
        .extracting(FrameTask::givenUp)
        .containsExactly(DropReason.QUEUE_FULL, DropReason.QUEUE_FULL, null, null);
    assertThat(dropped).isEmpty();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void noPictureIsKeptThatAKeyPictureMakesNeedless() {
    queue.add(referring(0, -1));
    queue.add(key(1, 9));
    assertThat(take(9)).containsExactly("v1");
    assertThat(dropped).containsExactly("v0 deadline");
    queue.add(key(2, -1));
    queue.add(key(3, -1));
    assertThat(take(9)).as("decoded for those that come").containsExactly("v3");
    assertThat(dropped).containsExactly("v0 deadline", "v2 deadline");
  }

  @Test
  void picturesWithoutKeysAreNotKeptWithoutBound() {
    for (int i = 0; i < 2 * ReferencePictures.MOST; i++) {
      queue.add(referring(i, 9));
    }
    assertThat(dropped).hasSizeGreaterThanOrEqualTo(ReferencePictures.MOST);
    assertThat(queue.takeAll().size() + dropped.size()).isEqualTo(2 * ReferencePictures.MOST);
  }
}
