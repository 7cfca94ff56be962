package io.understudy.operators.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Outputs that do something else while they take a record. */
@Timeout(60)
class YieldingOutputTest {
  private final FakeReenactor fake = new FakeReenactor("fake", "w1");
  private final List<Long> sequences = new ArrayList<>();

  @Test
  void aBatchThatFinishesWhileAnotherIsEmittedDoesNotOvertakeIt() throws Exception {
    try (var harness = harness()) {
      harness.setOutputCreator(serializer -> new ActingOutput(0, () -> runOneLetter(harness)));
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

  @Test
  void noLeaseOfABatchIsLeftWhoseOutputFails() throws Exception {
    var harness = harness();
    harness.setOutputCreator(serializer -> new ActingOutput(2, YieldingOutputTest::fail));
    harness.open();
    Tasks tasks = new Tasks();
    fake.hold();
    // One and one are in flight, the others are a batch.
    for (int i = 0; i < 5; i++) {
      harness.processElement(new StreamRecord<>(tasks.complete("a", i, fake)));
    }
    fake.releaseAll();
    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .hasMessageContaining("no buffers");
    harness.getOperator().close();
    assertThat(sequences).containsExactly(0L, 1L);
    assertThat(fake.batches()).containsExactly(1, 1, 3);
    assertThat(fake.openFeatures()).isZero();
  }

  private static OneInputStreamOperatorTestHarness<FrameTask, ReenactedFrame> harness()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<FrameTask, ReenactedFrame>(
            new ReenactOperatorFactory(Frames.options()));
    harness.setProcessingTime(Frames.NOW);
    return harness;
  }

  /** Runs another letter of the mailbox. */
  private static void runOneLetter(OneInputStreamOperatorTestHarness<?, ?> harness) {
    try {
      harness.getTaskMailbox().take(0).run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void fail() {
    throw new IllegalStateException("there are no buffers");
  }

  /** A sink that does something before it takes the record of that sequence number. */
  private final class ActingOutput implements Output<StreamRecord<ReenactedFrame>> {
    private final long sequence;
    private final Runnable action;

    ActingOutput(long sequence, Runnable action) {
      this.sequence = sequence;
      this.action = action;
    }

    @Override
    public void collect(StreamRecord<ReenactedFrame> record) {
      if (record.getValue().sequence() == sequence) {
        action.run();
      }
      sequences.add(record.getValue().sequence());
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
