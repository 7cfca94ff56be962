package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundTimelineTest {
  private static final long START = 1_000_000_000L;
  private static final int HUNDRED_MILLIS = FeedSound.CHANNELS * FeedSound.SAMPLE_RATE / 10;

  private final SoundTimeline timeline = new SoundTimeline(START);

  private static FeedSound tone(long offsetMillis) {
    short[] samples = new short[HUNDRED_MILLIS];
    Arrays.fill(samples, (short) 1000);
    return new FeedSound(samples, START + 1000 * offsetMillis);
  }

  @Test
  void piecesFollowEachOtherThroughJitter() {
    assertThat(timeline.append(tone(0))).hasSize(HUNDRED_MILLIS);
    assertThat(timeline.append(tone(120))).hasSize(HUNDRED_MILLIS).doesNotContain((short) 0);
    assertThat(timeline.append(tone(180))).hasSize(HUNDRED_MILLIS).doesNotContain((short) 0);
  }

  @Test
  void missingTimeBecomesSilence() {
    short[] row = timeline.append(tone(300));
    assertThat(row).hasSize(4 * HUNDRED_MILLIS);
    assertThat(row[3 * HUNDRED_MILLIS - 1]).isZero();
    assertThat(row[3 * HUNDRED_MILLIS]).isEqualTo((short) 1000);
  }

  @Test
  void aPieceOfAnotherClockIsLeftOut() {
    assertThat(timeline.append(tone(0))).hasSize(HUNDRED_MILLIS);
    assertThat(timeline.append(tone(3_600_000))).isEmpty();
    assertThat(timeline.append(tone(-3_600_000))).isEmpty();
    assertThat(timeline.append(tone(100))).hasSize(HUNDRED_MILLIS);
    assertThat(timeline.append(tone(4_200))).hasSize(41 * HUNDRED_MILLIS);
  }

  @Test
  void timeThatIsTakenIsCutOff() {
    assertThat(timeline.silenceUntil(START + 160_000)).hasSize(HUNDRED_MILLIS * 16 / 10);
    assertThat(timeline.silenceUntil(START + 100_000)).isEmpty();
    assertThat(timeline.append(tone(100))).hasSize(HUNDRED_MILLIS * 4 / 10);
    assertThat(timeline.append(tone(0))).isEmpty();
  }
}
