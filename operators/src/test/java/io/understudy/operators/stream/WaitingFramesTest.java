package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingFramesTest {
  private final WaitingFrames waiting = new WaitingFrames(2, 100);

  @Test
  void givesBackTheOldestBeyondItsBound() {
    assertThat(waiting.add(frame("a", 0, 0, 1, 1, 1), 10)).isEmpty();
    assertThat(waiting.add(frame("a", 0, 1, 1, 1, 1), 20)).isEmpty();
    assertThat(waiting.add(frame("a", 0, 2, 1, 1, 1), 30))
        .containsExactly(frame("a", 0, 0, 1, 1, 1));
    assertThat(waiting.nextOverdueMillis()).isEqualTo(120);
  }

  @Test
  void givesOutWhatHasWaitedLongEnough() {
    waiting.add(frame("a", 0, 0, 1, 1, 1), 10);
    waiting.add(frame("a", 0, 1, 1, 1, 1), 20);
    assertThat(waiting.takeOverdue(109)).isEmpty();
    assertThat(waiting.takeOverdue(110)).containsExactly(frame("a", 0, 0, 1, 1, 1));
    assertThat(waiting.takeAll()).containsExactly(frame("a", 0, 1, 1, 1, 1));
    assertThat(waiting.isEmpty()).isTrue();
  }
}
