package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.training.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StepLogTest {
  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final StepLog log = new StepLog(new PrintWriter(text), 1000, nanos::get);

  private static StepReport step(long number, boolean skipped) {
    return new StepReport(number, Map.of("pixel", 1.25, "total", 2.5), 3, skipped);
  }

  @Test
  void tellsSpeedAndTimeLeftFromTheSecondStepOn() {
    log.show(step(501, false));
    nanos.set(4_000_000_000L);
    log.show(step(503, false));

    assertThat(text.toString().lines())
        .containsExactly(
            "step 501/1000  pixel 1.250, total 2.500",
            "step 503/1000  0.50 steps/s, 0:16:34 left  pixel 1.250, total 2.500");
  }

  @Test
  void saysThatAStepWasSkipped() {
    log.show(step(1, true));

    assertThat(text.toString()).endsWith("skipped: not finite\n");
  }
}
