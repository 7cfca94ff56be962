package io.understudy.operators.parse;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.operators.LiveTags;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads a topic's records; malformed ones go to dead-letters. */
public final class ParseFunction<T> extends ProcessFunction<KafkaRecord, T> {
  private static final long serialVersionUID = 1;

  private final RecordParser<T> parser;

  public ParseFunction(RecordParser<T> parser) {
    this.parser = parser;
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<T> out) {
    try {
      out.collect(parser.parse(record));
    } catch (MalformedRecordException e) {
      context.output(LiveTags.DEAD_LETTERS, MalformedRecords.letter(record, e.getMessage()));
    }
  }
}
