package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedCheckpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Checkpoint Coordinator is suspending.",
        "Checkpoint was declined (tasks not ready)",
        "TaskManager received a checkpoint request for unknown task bd19_9cd1_0_0. Failure reason:"
            + " Task local checkpoint failure."
      })
  void oneThatMeetsTheEndOfItsJobOrOfATaskIsNoFailure(String reason) {
    assertThat(new FailedCheckpoint(7, reason).metAnEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Checkpoint expired before completing.", "Task local checkpoint failure."})
  void othersAre(String reason) {
    assertThat(new FailedCheckpoint(7, reason).metAnEnd()).isFalse();
  }
}
