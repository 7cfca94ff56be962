package io.understudy.connectors.kafka;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.KafkaRecordSerializer;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.RecordTypeInformation;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands records on as they are; it cannot fail, so a malformed record cannot stop the source. */
final class KafkaRecordDeserializer implements KafkaRecordDeserializationSchema<KafkaRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaRecord> out) {
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    out.collect(new KafkaRecord(origin, record.timestamp(), record.key(), record.value()));
  }

  @Override
  public TypeInformation<KafkaRecord> getProducedType() {
    return new RecordTypeInformation<>(KafkaRecord.class, new KafkaRecordSerializer());
  }
}
