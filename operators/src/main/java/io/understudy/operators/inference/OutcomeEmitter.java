package io.understudy.operators.inference;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.operators.LiveTags;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.DropReports;
import io.understudy.operators.stream.FrameTask;
import java.util.List;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Brings what became of frames to the outputs and the metrics. Task thread. */
final class OutcomeEmitter {
  private final Output<StreamRecord<ReenactedFrame>> output;
  private final ReenactMetrics metrics;
  private final DropReports reports;

  OutcomeEmitter(
      Output<StreamRecord<ReenactedFrame>> output, ReenactMetrics metrics, DropReports reports) {
    this.output = output;
    this.metrics = metrics;
    this.reports = reports;
  }

  /** Ends the leases of a batch and emits its outcomes in order. */
  void emit(List<FrameTask> tasks, List<FrameOutcome> outcomes) {
    metrics.batch((int) tasks.stream().filter(task -> task.givenUp() == null).count());
    // An output may fail the task: nobody but this loop would end the leases of the rest.
    tasks.forEach(FrameTask::close);
    for (int i = 0; i < tasks.size(); i++) {
      emit(tasks.get(i), outcomes.get(i));
    }
  }

  /** A stream that stopped while its frame was reenacted shows nothing any more. */
  private void emit(FrameTask task, FrameOutcome outcome) {
    if (task.stopped()) {
      report(task, DropReason.SESSION_ENDED);
    } else if (outcome instanceof FrameOutcome.Done done) {
      metrics.done(done.frame());
      output.collect(new StreamRecord<>(done.frame()));
    } else if (outcome instanceof FrameOutcome.Refused refused) {
      output.collect(LiveTags.DEAD_LETTERS, new StreamRecord<>(letter(task, refused)));
    } else if (outcome instanceof FrameOutcome.Dropped dropped) {
      report(task, dropped.reason());
    }
  }

  private static DeadLetter letter(FrameTask task, FrameOutcome.Refused refused) {
    return new DeadLetter(
        task.frame().streamId(),
        refused.reason(),
        task.frame().origin(),
        task.frame().payload(),
        refused.message());
  }

  /** Ends the lease of a frame that never reached a batch, and counts it. */
  void drop(FrameTask task, DropReason reason) {
    task.close();
    report(task, reason);
  }

  private void report(FrameTask task, DropReason reason) {
    metrics.dropped(reason);
    reports.drop(task.frame().streamId(), task.session().sourceId(), reason);
  }

  /** Reports what was dropped so far. */
  void flush() {
    reports.flush();
  }
}
