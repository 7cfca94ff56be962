package io.understudy.it.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.wire.DeadLetterWire;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.connectors.wire.StreamEventWire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Records of every topic: whatever the bytes are, they are read or refused, nothing else. */
class RecordFuzzTest {
  @FuzzTest
  void aDrivingFrameIsReadOrRefused(byte[] bytes) {
    attempt(DrivingFrameWire::parse, bytes);
  }

  @FuzzTest
  void aSourceIsReadOrRefused(byte[] bytes) {
    attempt(SourceWire::parse, bytes);
  }

  @FuzzTest
  void aSessionIsReadOrRefused(byte[] bytes) {
    attempt(SessionWire::parse, bytes);
  }

  @FuzzTest
  void anOutputRecordIsReadOrRefused(byte[] bytes) {
    attempt(ReenactedFrameWire::parse, bytes);
    attempt(DeadLetterWire::parse, bytes);
    attempt(StreamEventWire::parse, bytes);
    attempt(ModelAnnouncementWire::parse, bytes);
  }

  /** As a value under a good key, and the first byte as the length of a foreign key. */
  private static void attempt(Wire wire, byte[] bytes) {
    read(wire, "feed".getBytes(StandardCharsets.UTF_8), bytes);
    if (bytes.length > 0) {
      int end = Math.min(bytes.length, 1 + (bytes[0] & 0xff));
      byte[] key = Arrays.copyOfRange(bytes, 1, end);
      read(wire, key, Arrays.copyOfRange(bytes, end, bytes.length));
    }
  }

  private static void read(Wire wire, byte[] key, byte[] value) {
    try {
      wire.parse(new KafkaRecord(Origin.NONE, 0, key, value));
    } catch (MalformedRecordException refused) {
      FuzzedRefusal.check(refused);
    }
  }

  private interface Wire {
    Object parse(KafkaRecord record) throws MalformedRecordException;
  }
}
