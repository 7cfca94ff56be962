package io.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.OneEuroFilter.Settings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OneEuroFilterTest {
  private static final long FRAME_MICROS = 40_000;
  private static final int KEYPOINTS = 10;

  /** A tremble of 0.003 is a third of a pixel at 256, what detectors show on a still head. */
  private static float[] trembling(Random random) {
    float[] values = new float[2 * KEYPOINTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * (i - KEYPOINTS) + 0.003 * random.nextGaussian());
    }
    return values;
  }

  private static double squaredStep(float[] from, float[] to) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += (to[i] - from[i]) * (to[i] - from[i]);
    }
    return sum;
  }

  @Test
  void aStillDriverTremblesLessThanAQuarterAsMuch() {
    Random random = new Random(5);
    OneEuroFilter filter = new OneEuroFilter(Settings.KEYPOINTS, null);
    double before = 0;
    double after = 0;
    float[] lastRaw = null;
    float[] lastCalm = null;
    for (int frame = 0; frame < 250; frame++) {
      float[] raw = trembling(random);
      float[] calm = filter.advance(raw, frame * FRAME_MICROS);
      before += lastRaw == null ? 0 : squaredStep(lastRaw, raw);
      after += lastCalm == null ? 0 : squaredStep(lastCalm, calm);
      lastRaw = raw;
      lastCalm = calm;
    }
    assertThat(Math.sqrt(after / before)).isBetween(0.05, 0.25);
  }

  @Test
  void aTurnLagsLessThanOneFrame() {
    OneEuroFilter filter = new OneEuroFilter(Settings.KEYPOINTS, null);
    float place = 0;
    float followed = 0;
    for (int frame = 0; frame < 20; frame++) {
      place = frame * 0.04f;
      followed = filter.advance(new float[] {place}, frame * FRAME_MICROS)[0];
    }
    assertThat(place - followed).isBetween(0f, 0.04f);
  }

  @Test
  void offLeavesValuesAsTheyAreAndKeepsNoState() {
    OneEuroFilter off = new OneEuroFilter(Settings.OFF, null);
    float[] values = {1, 2};
    off.advance(new float[] {5, 5}, 0);
    assertThat(off.advance(values, FRAME_MICROS)).isSameAs(values);
    assertThat(off.state()).isEmpty();
  }

  @Test
  void continuesFromItsStateAsIfNothingHadHappened() {
    Random random = new Random(6);
    OneEuroFilter filter = new OneEuroFilter(Settings.KEYPOINTS, null);
    for (int frame = 0; frame < 5; frame++) {
      filter.advance(trembling(random), frame * FRAME_MICROS);
    }
    OneEuroFilter restored = new OneEuroFilter(Settings.KEYPOINTS, filter.state().orElseThrow());
    float[] next = trembling(random);
    assertThat(restored.advance(next, 5 * FRAME_MICROS))
        .isEqualTo(filter.advance(next, 5 * FRAME_MICROS));
  }

  @Test
  void anOldFrameChangesNothingAndAnotherNumberOfValuesStartsAnew() {
    OneEuroFilter filter = new OneEuroFilter(Settings.KEYPOINTS, null);
    filter.advance(new float[] {1}, FRAME_MICROS);
    assertThat(filter.advance(new float[] {9}, FRAME_MICROS)).containsExactly(1);
    assertThat(filter.advance(new float[] {9, 9}, 0)).containsExactly(9, 9);
  }

  @Test
  void aCutoffOfZeroIsRefused() {
    assertThatThrownBy(() -> new Settings(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 Hz");
  }
}
