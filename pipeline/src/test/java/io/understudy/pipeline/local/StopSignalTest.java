package io.understudy.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopSignalTest {
  @Test
  void comesWhenItsTimeIsOver() {
    try (StopSignal over = new StopSignal(0);
        StopSignal never = new StopSignal()) {
      assertThat(over.given()).isTrue();
      assertThat(never.given()).isFalse();
      assertThatThrownBy(() -> over.endIfGiven("it is over"))
          .isInstanceOf(CancellationException.class)
          .hasMessage("it is over");
      never.endIfGiven("it is not");
    }
  }

  /** The hooks begin one after the other: a signal may be closed before its own has. */
  @Test
  @Timeout(120)
  void canBeMadeAndClosedWhileTheProcessEnds() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndingProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(new String(process.getInputStream().readAllBytes()))
          .isEqualToIgnoringNewLines("late signal given: true");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
