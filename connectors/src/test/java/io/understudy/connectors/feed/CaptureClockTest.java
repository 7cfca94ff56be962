package io.understudy.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
  private static final long EPOCH = 1_700_000_000_000_000L;
  private static final long INTERVAL = 40_000;

  private final CaptureClock clock = new CaptureClock();

  @Test
  void networkJitterDoesNotReachTheCaptureTimes() {
    Random jitter = new Random(7);
    long previous = clock.captureEpochMicros(0, EPOCH);
    for (int i = 1; i < 500; i++) {
      long arrival = EPOCH + i * INTERVAL + jitter.nextInt(80_000);
      long capture = clock.captureEpochMicros(i * INTERVAL, arrival);
      assertThat(capture).isLessThanOrEqualTo(arrival);
      assertThat(capture - previous).isBetween(INTERVAL - 5_000, INTERVAL + 5_000);
      previous = capture;
    }
  }

  @Test
  void aFeedWhoseClockIsSlowerIsFollowed() {
    long lag = 0;
    for (int i = 0; i < 50_000; i++) {
      long arrival = EPOCH + i * INTERVAL + i * INTERVAL / 10_000;
      lag = arrival - clock.captureEpochMicros(i * INTERVAL, arrival);
    }
    assertThat(lag).isLessThan(2_000);
  }

  @Test
  void aJumpOfTheTimeStampsStartsAnew() {
    clock.captureEpochMicros(0, EPOCH);
    assertThat(clock.captureEpochMicros(90_000_000, EPOCH + INTERVAL)).isEqualTo(EPOCH + INTERVAL);
    assertThat(clock.captureEpochMicros(0, EPOCH + 2 * INTERVAL)).isEqualTo(EPOCH + 2 * INTERVAL);
  }

  @Test
  void whatWasHeldUpKeepsItsAge() {
    clock.captureEpochMicros(0, EPOCH);
    assertThat(clock.captureEpochMicros(INTERVAL, EPOCH + 1_000_000)).isEqualTo(EPOCH + INTERVAL);
  }
}
