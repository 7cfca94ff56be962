package io.understudy.operators.inference;

import static org.assertj.core.api.Assertions.assertThat;

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
}
