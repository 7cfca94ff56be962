package io.understudy.operators.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.operators.testing.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameOutcomeTest {
  private static final DrivingFrame FRAME = Frames.frame("a", 0, 3, 1, 1, 1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory",
        "(-4:Insufficient memory) Failed to allocate 9 bytes in function 'OutOfMemoryError'",
        "std::bad_alloc"
      })
  void memoryThatHasRunOutIsNobodysFrame(String told) {
    RuntimeException failure = new IllegalStateException("x", new RuntimeException(told));

    assertThatThrownBy(() -> FrameOutcome.Refused.of(FRAME, failure)).isSameAs(failure);
  }

  @Test
  void anyOtherFailureIsTheFrames() {
    FrameOutcome.Refused refused =
        FrameOutcome.Refused.of(FRAME, new IllegalStateException("bad\nhuffman"));

    assertThat(refused.message())
        .startsWith("frame 3 of stream a cannot be reenacted")
        .contains("bad huffman");
  }
}
