package io.understudy.operators.parse;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.wire.MalformedRecordException;
import java.io.Serializable;

/** Reads the records of one topic; travels with the job graph. */
@FunctionalInterface
public interface RecordParser<T> extends Serializable {
  /**
   * Reads a record.
   *
   * @throws MalformedRecordException if it does not follow the topic's contract
   */
  T parse(KafkaRecord record) throws MalformedRecordException;
}
