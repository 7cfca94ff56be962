package io.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.OneEuroFilter.Settings;
import org.junit.jupiter.api.Test;

class MotionTrackTest {
  private static final long FRAME_MICROS = 40_000;
  private static final Keypoints SOURCE = face(0, 0);

  /** Four keypoints at the corners of a face that is slanted and moved to the right. */
  private static Keypoints face(double slant, double right) {
    float s = (float) slant;
    float r = (float) right;
    float[] jacobians = {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1};
    return new Keypoints(new float[] {r, 0, r + 1, s, r + 1, 1 + s, r, 1}, jacobians);
  }

  private static MotionTrack best() {
    return new MotionTrack(MotionMode.BEST, Settings.OFF, MotionTrack.State.START);
  }

  private static double farthest(Keypoints a, Keypoints b) {
    double largest = 0;
    for (int i = 0; i < a.values().length; i++) {
      largest = Math.max(largest, Math.abs(a.values()[i] - b.values()[i]));
    }
    return largest;
  }

  @Test
  void aBadFirstFrameStopsMatteringOnceABetterOneCame() {
    MotionTrack relative = new MotionTrack(MotionMode.RELATIVE, null);
    MotionTrack best = best();
    Keypoints fromFirst = null;
    Keypoints fromBest = null;
    for (int frame = 0; frame < 100; frame++) {
      Keypoints driving = frame == 0 ? face(0.4, 0.2) : face(0, 0.2);
      fromFirst = relative.advance(SOURCE, driving, frame * FRAME_MICROS);
      fromBest = best.advance(SOURCE, driving, frame * FRAME_MICROS);
    }
    assertThat(farthest(fromFirst, SOURCE)).isCloseTo(0.4, within(1e-3));
    assertThat(farthest(fromBest, SOURCE)).isLessThan(1e-3);
  }

  @Test
  void theBaselineGlidesSoThatThePictureDoesNotJump() {
    MotionTrack track = best();
    Keypoints last = null;
    double largest = 0;
    for (int frame = 0; frame < 50; frame++) {
      // The driver straightens up within a second and would be 0.008 a frame by itself.
      Keypoints driving = face(Math.max(0, 0.2 - 0.008 * frame), 0);
      Keypoints moved = track.advance(SOURCE, driving, frame * FRAME_MICROS);
      largest = last == null ? largest : Math.max(largest, farthest(last, moved));
      last = moved;
    }
    assertThat(largest).isLessThan(0.016);
  }

  @Test
  void aWorseFrameDoesNotBecomeTheBaseline() {
    MotionTrack track = best();
    track.advance(SOURCE, face(0.1, 0), 0);
    track.advance(SOURCE, face(0.3, 0), FRAME_MICROS);
    assertThat(track.state().best().best().values()).isEqualTo(face(0.1, 0).values());
  }

  @Test
  void aRestoredTrackGoesOnAsTheOldOne() {
    for (MotionMode mode : MotionMode.values()) {
      MotionTrack track = new MotionTrack(mode, Settings.KEYPOINTS, MotionTrack.State.START);
      for (int frame = 0; frame < 4; frame++) {
        track.advance(SOURCE, face(0.4 - 0.1 * frame, 0), frame * FRAME_MICROS);
      }
      MotionTrack restored = new MotionTrack(mode, Settings.KEYPOINTS, track.state());
      Keypoints next = face(0.3, 0.1);
      Keypoints expected = track.advance(SOURCE, next, 4 * FRAME_MICROS);
      Keypoints actual = restored.advance(SOURCE, next, 4 * FRAME_MICROS);
      assertThat(actual.values()).as(mode.name()).isEqualTo(expected.values());
      assertThat(actual.jacobians()).as(mode.name()).isEqualTo(expected.jacobians());
    }
  }

  @Test
  void aLineOfKeypointsIsNeverBetterAndBreaksNothing() {
    MotionTrack track = best();
    Keypoints line = new Keypoints(new float[8], face(0, 0).jacobians());
    track.advance(SOURCE, face(0.1, 0), 0);
    Keypoints moved = track.advance(SOURCE, line, FRAME_MICROS);
    assertThat(moved.values()).doesNotContain(Float.NaN);
    assertThat(track.state().best().best()).isNotSameAs(line);
  }
}
