package io.understudy.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class KafkaRecordSerializerTest {
  private static KafkaRecord roundTrip(KafkaRecord record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new KafkaRecordSerializer().serialize(record, out);
    return new KafkaRecordSerializer()
        .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @Test
  void keepsKeyValueOriginAndTime() throws IOException {
    assertThat(roundTrip(Samples.kafkaRecord()))
        .usingRecursiveComparison()
        .isEqualTo(Samples.kafkaRecord());
  }

  @Test
  void keepsAMissingKeyAndATombstoneApartFromEmptyOnes() throws IOException {
    KafkaRecord tombstone = roundTrip(new KafkaRecord(Origin.NONE, 0, null, null));
    assertThat(tombstone.key()).isNull();
    assertThat(tombstone.value()).isNull();
    assertThat(roundTrip(new KafkaRecord(Origin.NONE, 0, new byte[0], new byte[0])).value())
        .isEmpty();
  }
}
