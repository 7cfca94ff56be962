package io.understudy.operators.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.Tasks;
import io.understudy.operators.testing.FakeReenactor;
import io.understudy.operators.testing.Frames;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class YieldingOutputTest {
  private final FakeReenactor fake = new FakeReenactor("fake", "w1");
  private final List<Long> sequences = new ArrayList<>();

  @Test
  void aBatchThatFinishesWhileAnotherIsEmittedDoesNotOvertakeIt() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<FrameTask, ReenactedFrame>(
            new ReenactOperatorFactory(Frames.options()))) {
      harness.setProcessingTime(Frames.NOW);
      harness.setOutputCreator(serializer -> new YieldingOutput(harness));
      harness.open();
      Tasks tasks = new Tasks();
      fake.hold();
      harness.processElement(new StreamRecord<>(tasks.complete("a", 0, fake)));
      harness.processElement(new StreamRecord<>(tasks.complete("a", 1, fake)));
      fake.releaseAll();
      harness.prepareSnapshotPreBarrier(1);
      assertThat(sequences).containsExactly(0L, 1L);
      assertThat(fake.batches()).containsExactly(1, 1);
      assertThat(fake.openFeatures()).isZero();
    }
  }

  /** A sink that runs other letters of the mailbox while it takes its first record. */
  private final class YieldingOutput implements Output<StreamRecord<ReenactedFrame>> {
    private final OneInputStreamOperatorTestHarness<?, ?> harness;
    private boolean yielded;

    YieldingOutput(OneInputStreamOperatorTestHarness<?, ?> harness) {
      this.harness = harness;
    }

    @Override
    public void collect(StreamRecord<ReenactedFrame> record) {
      if (!yielded) {
        yielded = true;
        runOneLetter();
      }
      sequences.add(record.getValue().sequence());
    }

    private void runOneLetter() {
      try {
        harness.getTaskMailbox().take(0).run();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {}

    @Override
    public void emitWatermark(Watermark mark) {}

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent watermark) {}

    @Override
    public void close() {}
  }
}
