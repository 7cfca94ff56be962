package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainingConsoleTest {
  @Test
  void namesAndCountsTheClipsThatAreLeftOut() {
    StringWriter text = new StringWriter();
    TrainingConsole console = new TrainingConsole(new PrintWriter(text), 10);

    console.skipped("a_0_0.mp4: it is not a video");
    console.skipped("b_0_0: it has one frame");

    assertThat(text.toString().lines())
        .containsExactly(
            "skipped a_0_0.mp4: it is not a video (1 left out so far)",
            "skipped b_0_0: it has one frame (2 left out so far)");
  }

  @Test
  void tellsOfFailedCheckpoints() {
    StringWriter text = new StringWriter();
    TrainingConsole console = new TrainingConsole(new PrintWriter(text), 10);

    console.checkpointFailed("no space left on device");
    console.checkpointFailed("no space left on device");

    assertThat(text.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "checkpoint failed: no space left on device (2 so far); training goes on, and from its"
                + " last save if it is cut");
  }
}
