package io.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleCodeTrackTest {
  private static final long MILLISECOND = 1000;

  @Test
  void withoutSmoothingTheLatestCodeIsUsed() {
    ScaleCodeTrack track = ScaleCodeTrack.off();
    track.advance(new float[] {1, 2}, 0);

    assertThat(track.advance(new float[] {5, 6}, 10)).containsExactly(5, 6);
    assertThat(track.state().orElseThrow().captureEpochMicros()).isEqualTo(10);
  }

  @Test
  void aStepArrivesToSixtyThreePercentAfterTheTimeConstant() {
    ScaleCodeTrack track = new ScaleCodeTrack(200, null);
    assertThat(track.advance(new float[] {0}, 0)).containsExactly(0);

    float[] used = track.advance(new float[] {1}, 200 * MILLISECOND);

    assertThat(used[0]).isCloseTo((float) (1 - Math.exp(-1)), within(1e-6f));
    assertThat(track.state().orElseThrow().latest()).containsExactly(1);
  }

  @Test
  void theFrameRateDoesNotChangeTheSmoothing() {
    ScaleCodeTrack slow = new ScaleCodeTrack(300, null);
    ScaleCodeTrack quick = new ScaleCodeTrack(300, null);
    slow.advance(new float[] {0}, 0);
    quick.advance(new float[] {0}, 0);

    float[] once = slow.advance(new float[] {1}, 400 * MILLISECOND);
    float[] last = new float[0];
    for (int step = 1; step <= 10; step++) {
      last = quick.advance(new float[] {1}, step * 40 * MILLISECOND);
    }

    assertThat(last[0]).isCloseTo(once[0], within(1e-5f));
  }

  @Test
  void aRestoredTrackContinuesWhereItWas() {
    ScaleCodeTrack track = new ScaleCodeTrack(100, null);
    track.advance(new float[] {0, 4}, 0);
    track.advance(new float[] {1, 2}, 40 * MILLISECOND);
    ScaleCodeTrack restored = new ScaleCodeTrack(100, track.state().orElseThrow());

    float[] code = {3, 3};

    assertThat(restored.advance(code, 90 * MILLISECOND))
        .isEqualTo(track.advance(code, 90 * MILLISECOND));
  }

  @Test
  void anOlderFrameMovesNothingAndACodeOfAnotherLengthBeginsAnew() {
    ScaleCodeTrack track = new ScaleCodeTrack(100, null);
    track.advance(new float[] {1}, 50 * MILLISECOND);

    assertThat(track.advance(new float[] {9}, 20 * MILLISECOND)).containsExactly(1);
    assertThat(track.state().orElseThrow().captureEpochMicros()).isEqualTo(50 * MILLISECOND);
    assertThat(track.advance(new float[] {9, 9}, 60 * MILLISECOND)).containsExactly(9, 9);
  }

  @Test
  void aTimeConstantBelowZeroIsRefused() {
    assertThatThrownBy(() -> new ScaleCodeTrack(-1, null)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new ScaleCodeTrack.State(new float[1], new float[2], 0))
        .hasMessageContaining("1 and 2");
  }
}
