package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.testing.Frames;
import org.junit.jupiter.api.Test;

class WaitingFramesTest {
  private static final int ROOM = 5 * (WaitingBytes.FRAME_BYTES + 3 * 8 * 8);

  private final WaitingBytes bytes = new WaitingBytes(ROOM);
  private final WaitingFrames waiting = new WaitingFrames(2, 100, bytes);

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

  @Test
  void givesBackTheOldestOfAllStreamsBeyondTheBoundOfTheirBytes() {
    WaitingFrames others = new WaitingFrames(9, 100, bytes);
    waiting.add(frame("a", 0, 0, 1, 1, 1), 10);
    for (int i = 0; i < 3; i++) {
      assertThat(others.add(frame("b", 0, i, 1, 1, 1), 20)).isEmpty();
    }
    assertThat(waiting.add(frame("a", 0, 1, 1, 1, 1), 30)).isEmpty();
    assertThat(others.add(frame("b", 0, 3, 1, 1, 1), 40))
        .containsExactly(frame("a", 0, 0, 1, 1, 1));
    assertThat(others.add(frame("b", 0, 4, 1, 1, 1), 50))
        .containsExactly(frame("b", 0, 0, 1, 1, 1));
    assertThat(waiting.frames()).containsExactly(frame("a", 0, 1, 1, 1, 1));
  }

  @Test
  void givesTheRoomOfWhatWasTakenOutToOthers() {
    WaitingFrames others = new WaitingFrames(9, 100, bytes);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(others.add(frame("b", 0, i, 1, 1, 1), round)).isEmpty();
      }
      assertThat(round == 1 ? others.takeOverdue(101) : others.takeAll()).hasSize(5);
    }
  }

  @Test
  void aFrameThatIsTooLargeToWaitDisplacesNone() {
    waiting.add(frame("a", 0, 0, 1, 1, 1), 10);
    DrivingFrame large = frame("b", 0, 0, 1000, Frames.plain(64, 1, 1, 1));
    WaitingFrames others = new WaitingFrames(9, 100, bytes);
    assertThat(others.add(large, 20)).containsExactly(large);
    assertThat(others.isEmpty()).isTrue();
    assertThat(waiting.isEmpty()).isFalse();
  }
}
