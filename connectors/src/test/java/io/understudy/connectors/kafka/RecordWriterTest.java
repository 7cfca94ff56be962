package io.understudy.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Samples;
import io.understudy.connectors.provenance.MarkHeaders;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ReenactedFrameWire;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
  private static KafkaRecord read(ProducerRecord<byte[], byte[]> written) {
    return new KafkaRecord(Origin.NONE, 0, written.key(), written.value());
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> written) {
    Map<String, String> headers = new HashMap<>();
    written.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }

  @Test
  void aReenactedFrameIsKeyedByItsStreamAndMarkedInItsHeaders() throws MalformedRecordException {
    ReenactedFrame frame = Samples.reenactedFrame();
    ProducerRecord<byte[], byte[]> written =
        new RecordWriter<>(
                "frames", ReenactedFrame::streamId, ReenactedFrameWire::toBytes, new FrameMarks())
            .serialize(frame, null, null);
    assertThat(written.topic()).isEqualTo("frames");
    assertThat(written.partition()).as("left to the key").isNull();
    assertThat(new String(written.key(), UTF_8)).isEqualTo("stream-1");
    assertThat(ReenactedFrameWire.parse(read(written))).isEqualTo(frame);
    assertThat(headers(written))
        .containsOnly(
            Map.entry(MarkHeaders.DIGITAL_SOURCE_TYPE, "uri"),
            Map.entry(MarkHeaders.SOURCE_ID, "source-1"),
            Map.entry(MarkHeaders.PRESET, "fomm-256"),
            Map.entry(MarkHeaders.WEIGHTS_ID, "abc"));
  }

  @Test
  void aDeadLetterTellsItsReasonAndOriginWithoutBeingParsed() throws MalformedRecordException {
    DeadLetter letter = Samples.deadLetter();
    ProducerRecord<byte[], byte[]> written =
        new RecordWriter<>(
                "letters", DeadLetter::streamId, DeadLetterWire::toBytes, new LetterHeaders())
            .serialize(letter, null, null);
    assertThat(DeadLetterWire.parse(read(written))).isEqualTo(letter);
    assertThat(headers(written))
        .containsOnly(
            Map.entry("understudy-reason", "NO_CONSENT"),
            Map.entry("understudy-origin", "topic-3@42"));
  }
}
