package io.understudy.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What can be said of sources and sinks without a broker. */
class KafkaEndsTest {
  private static final Map<String, String> SECURITY = Map.of("security.protocol", "SASL_SSL");

  @Test
  void aRecordIsHandedOnAsItIsTombstonesAndMissingKeysIncluded() {
    List<KafkaRecord> out = new ArrayList<>();
    KafkaRecordDeserializer deserializer = new KafkaRecordDeserializer();
    byte[] value = {1, 2, 3};
    deserializer.deserialize(
        new ConsumerRecord<>("topic", 4, 5, null, value), new ListCollector<>(out));
    deserializer.deserialize(
        new ConsumerRecord<>("topic", 4, 6, new byte[] {7}, null), new ListCollector<>(out));
    assertThat(out.get(0).origin()).isEqualTo(new Origin("topic", 4, 5));
    assertThat(out.get(0).key()).isNull();
    assertThat(out.get(0).value()).as("not copied").isSameAs(value);
    assertThat(out.get(1).value()).isNull();
    assertThat(deserializer.getProducedType().getTypeClass()).isEqualTo(KafkaRecord.class);
  }

  @Test
  void sourcesAndSinksTravelWithTheJobGraph() {
    KafkaSources sources = new KafkaSources("broker:9092", "group", SECURITY);
    KafkaSinks sinks = new KafkaSinks("broker:9092", SECURITY);
    List<Object> ends =
        List.of(
            sources.control("sources"),
            sources.framesFromCommitted("frames"),
            sources.framesFromEarliest("frames"),
            sources.framesFromLatest("frames"),
            sinks.framesAtLeastOnce("out"),
            sinks.framesExactlyOnce("out", "job-1"),
            sinks.deadLetters("letters"),
            sinks.streamEvents("events"));
    for (Object end : ends) {
      assertThat(InstantiationUtil.isSerializable(end)).as(end.toString()).isTrue();
    }
  }
}
