package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.pipeline.playback.RunSummary.Stage;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  @Test
  void givesPercentilesOfEachStageInMilliseconds() {
    RunSummary summary = new RunSummary();
    for (int i = 1; i <= 100; i++) {
      summary.record(new StageTimings(i * 10_000L, 0, 2_000, 0, i * 1_000L, 4));
    }

    assertThat(summary.framesOut()).isEqualTo(100);
    assertThat(summary.meanBatchFrames()).isEqualTo(4);
    assertThat(millis(summary, Stage.CAPTURE_TO_OUTPUT, 50)).isCloseTo(50, within(0.1));
    assertThat(millis(summary, Stage.QUEUE, 99)).isCloseTo(990, within(1.0));
    assertThat(millis(summary, Stage.INFERENCE, 95)).isCloseTo(2, within(0.01));
  }

  @Test
  void isEmptyWithoutFramesAndBoundsWhatIsOutOfRange() {
    RunSummary summary = new RunSummary();
    assertThat(summary.meanBatchFrames()).isZero();
    assertThat(millis(summary, Stage.QUEUE, 99)).isZero();

    summary.record(new StageTimings(-5, 0, 0, 0, Long.MAX_VALUE, 1));

    assertThat(millis(summary, Stage.QUEUE, 50)).isZero();
    assertThat(millis(summary, Stage.CAPTURE_TO_OUTPUT, 50)).isCloseTo(600_000, within(1_000.0));
  }

  @Test
  void aFrameThatComesAgainIsNotNew() {
    FrameOrder order = new FrameOrder();

    assertThat(order.isNew(frame(1, 0))).isTrue();
    assertThat(order.isNew(frame(1, 2))).isTrue();
    assertThat(order.isNew(frame(1, 2))).isFalse();
    assertThat(order.isNew(frame(1, 1))).isFalse();
    assertThat(order.isNew(frame(2, 0))).isTrue();
    assertThat(order.isNew(frame(1, 9))).isFalse();
  }

  private static double millis(RunSummary summary, Stage stage, double percentile) {
    return summary.latency(stage).percentileMillis(percentile);
  }

  private static ReenactedFrame frame(long epoch, long sequence) {
    return new ReenactedFrame(
        "feed",
        epoch,
        sequence,
        0,
        0,
        FrameEncoding.JPEG,
        1,
        1,
        ByteString.EMPTY,
        new StageTimings(0, 0, 0, 0, 0, 1),
        "portrait",
        1,
        "tiny",
        "initial-1",
        "");
  }
}
