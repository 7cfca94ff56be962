package io.understudy.operators.stream;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.operators.LiveTags;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.DropReports;
import io.understudy.operators.metric.LabelledCounters;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.operators.parse.MalformedRecords;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Reads the records of {@code driving-frames} and drops frames beyond their own time to live,
 * before they cross the network or are decoded. Malformed records go to dead-letters.
 */
public final class DeadlineGate extends AbstractStreamOperator<DrivingFrame>
    implements OneInputStreamOperator<KafkaRecord, DrivingFrame> {
  private static final long serialVersionUID = 1;

  private transient DropReports reports;
  private transient LabelledCounters<DropReason> dropped;

  @Override
  public void open() throws Exception {
    super.open();
    reports =
        new DropReports(
            getProcessingTimeService(),
            event -> output.collect(LiveTags.EVENTS, new StreamRecord<>(event)));
    dropped =
        new LabelledCounters<>(
            getMetricGroup(), LiveMetric.FRAMES_DROPPED, DropReason.class, DropReason::label);
  }

  @Override
  public void processElement(StreamRecord<KafkaRecord> record) {
    KafkaRecord raw = record.getValue();
    DrivingFrame frame;
    try {
      frame = DrivingFrameWire.parse(raw);
    } catch (MalformedRecordException e) {
      DeadLetter letter = MalformedRecords.letter(raw, e.getMessage());
      output.collect(LiveTags.DEAD_LETTERS, new StreamRecord<>(letter));
      return;
    }
    pass(frame);
  }

  private void pass(DrivingFrame frame) {
    if (isTooOld(frame)) {
      dropped.increment(DropReason.TIME_TO_LIVE);
      reports.drop(frame.streamId(), "", DropReason.TIME_TO_LIVE);
    } else {
      output.collect(new StreamRecord<>(frame));
    }
  }

  private boolean isTooOld(DrivingFrame frame) {
    long ageMicros =
        getProcessingTimeService().getCurrentProcessingTime() * 1000 - frame.captureEpochMicros();
    return frame.timeToLiveMicros() > 0 && ageMicros > frame.timeToLiveMicros();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    reports.flush();
  }

  @Override
  public void finish() throws Exception {
    reports.flush();
    super.finish();
  }
}
