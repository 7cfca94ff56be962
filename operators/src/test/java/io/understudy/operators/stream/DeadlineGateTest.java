package io.understudy.operators.stream;

import static io.understudy.operators.testing.Frames.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.operators.LiveTags;
import io.understudy.operators.testing.Frames;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineGateTest {
  private OneInputStreamOperatorTestHarness<KafkaRecord, DrivingFrame> gate;

  @BeforeEach
  void open() throws Exception {
    gate = new OneInputStreamOperatorTestHarness<>(new DeadlineGate());
    gate.setProcessingTime(NOW);
    gate.open();
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  private void send(long sequence, long ageMillis, long timeToLiveMillis) throws Exception {
    DrivingFrame frame =
        new DrivingFrame(
            "a",
            0,
            sequence,
            (NOW - ageMillis) * 1000,
            0,
            timeToLiveMillis * 1000,
            FrameEncoding.PNG,
            0,
            0,
            ByteString.copyFrom(Frames.png(1, 2, 3)),
            Origin.NONE);
    send("a", DrivingFrameWire.toBytes(frame));
  }

  private void send(String key, byte[] value) throws Exception {
    KafkaRecord record =
        new KafkaRecord(
            new Origin("driving-frames", 2, 9),
            NOW,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value);
    gate.processElement(new StreamRecord<>(record));
  }

  @Test
  void passesFramesThatAreYoungEnoughOrMayBeOld() throws Exception {
    send(0, 100, 100);
    send(1, 100_000, 0);
    send(2, -5000, 100);
    assertThat(gate.extractOutputValues())
        .extracting(DrivingFrame::sequence)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void dropsFramesBeyondTheirTimeToLiveAndReportsThemOnceASecond() throws Exception {
    send(0, 101, 100);
    send(1, 200, 100);
    assertThat(gate.extractOutputValues()).isEmpty();
    assertThat(gate.getSideOutput(LiveTags.EVENTS)).isNull();
    gate.setProcessingTime(NOW + 1000);
    assertThat(gate.getSideOutput(LiveTags.EVENTS))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getValue().count()).isEqualTo(2);
              assertThat(event.getValue().detail()).isEqualTo("time-to-live");
            });
  }

  @Test
  void reportsDropsBeforeABarrier() throws Exception {
    send(0, 101, 100);
    gate.prepareSnapshotPreBarrier(1);
    assertThat(gate.getSideOutput(LiveTags.EVENTS)).hasSize(1);
  }

  @Test
  void sendsMalformedRecordsToDeadLettersWithTheirOrigin() throws Exception {
    send("a", "nonsense".getBytes(StandardCharsets.UTF_8));
    send(null, new byte[0]);
    assertThat(gate.getSideOutput(LiveTags.DEAD_LETTERS)).hasSize(2);
    DeadLetter letter = gate.getSideOutput(LiveTags.DEAD_LETTERS).peek().getValue();
    assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.MALFORMED_RECORD);
    assertThat(letter.streamId()).isEqualTo("a");
    assertThat(letter.origin()).isEqualTo(new Origin("driving-frames", 2, 9));
    assertThat(letter.payload().toStringUtf8()).isEqualTo("nonsense");
  }
}
