package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedCheckpointTest {
  @Test
  void knowsWhatEndedWithItsJob() {
    assertThat(new FailedCheckpoint(7, "Checkpoint Coordinator is suspending.").endedWithItsJob())
        .isTrue();
    assertThat(new FailedCheckpoint(7, "Checkpoint expired before completing.").endedWithItsJob())
        .isFalse();
  }
}
