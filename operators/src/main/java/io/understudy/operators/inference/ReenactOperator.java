package io.understudy.operators.inference;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.media.NativeLibraries;
import io.understudy.operators.BatchOptions;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.LiveTags;
import io.understudy.operators.metric.DropReports;
import io.understudy.operators.stream.FrameTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Reenacts frames in batches across streams, on worker threads.
 *
 * <p>Greedy: a batch of what is there starts whenever the worker has room. Batches are first in,
 * first out, so every stream keeps its order. Before a checkpoint barrier everything in flight is
 * finished: a snapshot holds no frame, at the price of at most {@link BatchOptions#maxInFlight} + 1
 * batch times of delay. A frame of a complete session holds the task back while a full batch waits,
 * which also holds live streams of the same task back. A frame that fails is a dead letter; only a
 * defect of the job or its device fails the task.
 */
public final class ReenactOperator extends AbstractStreamOperator<ReenactedFrame>
    implements OneInputStreamOperator<FrameTask, ReenactedFrame> {
  private static final long serialVersionUID = 1;

  private final LiveOptions options;
  private final BatchOptions batches;
  private final transient MailboxExecutor mailbox;
  private final transient Deque<List<FrameTask>> inFlight = new ArrayDeque<>();
  private final transient Deque<FinishedBatch> finished = new ArrayDeque<>();
  private transient FrameQueue queue;
  private transient BatchProcessor processor;
  private transient InferenceWorker worker;
  private transient OutcomeEmitter emitter;
  private transient long submitted;
  private transient boolean draining;
  private transient IllegalStateException failure;

  ReenactOperator(StreamOperatorParameters<ReenactedFrame> parameters, LiveOptions options) {
    super(parameters);
    this.options = options;
    this.batches = options.batch();
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    NativeLibraries.load();
    super.open();
    DropReports reports =
        new DropReports(
            getProcessingTimeService(),
            event -> output.collect(LiveTags.EVENTS, new StreamRecord<>(event)));
    emitter = new OutcomeEmitter(output, new ReenactMetrics(getMetricGroup()), reports);
    queue = new FrameQueue(batches.maxQueuedFramesPerStream(), emitter::drop);
    processor = new BatchProcessor(options, getProcessingTimeService()::getCurrentProcessingTime);
    String task = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
    worker = new InferenceWorker("reenact-worker: " + task, batches.maxInFlight());
  }

  @Override
  public void processElement(StreamRecord<FrameTask> record) throws Exception {
    FrameTask task = record.getValue();
    queue.add(task);
    dispatch();
    while (!task.live() && queue.size() >= batches.maxFrames()) {
      mailbox.yield();
    }
  }

  private void dispatch() {
    while (inFlight.size() < batches.maxInFlight() && !queue.isEmpty()) {
      long nowMicros = getProcessingTimeService().getCurrentProcessingTime() * 1000;
      List<FrameTask> batch = queue.takeBatch(share(), nowMicros);
      if (!batch.isEmpty()) {
        inFlight.addLast(batch);
        long number = submitted++;
        worker.submit(() -> run(number, batch));
      }
    }
  }

  /** A model that runs calls side by side shares what waits among them. */
  private int share() {
    int lanes = queue.first().map(task -> task.lease().reenactor().lanes()).orElse(1);
    int waiting = Math.max(1, Math.min(queue.size(), batches.maxFrames()));
    return (waiting + lanes - 1) / lanes;
  }

  /** Worker thread. */
  private void run(long number, List<FrameTask> batch) {
    try {
      FinishedBatch result = new FinishedBatch(batch, processor.process(number, batch));
      post(() -> complete(result));
    } catch (Throwable failure) {
      post(() -> fail(batch, failure));
    } finally {
      processor.leave(number);
    }
  }

  /** The mailbox refuses letters only while the task closes, which needs no result any more. */
  private void post(ThrowingRunnable<Exception> letter) {
    try {
      mailbox.execute(letter, "take a batch back from the inference worker");
    } catch (RejectedExecutionException e) {
      LOG.debug("A batch finished while its task was closing; this is expected.", e);
    }
  }

  private void fail(List<FrameTask> batch, Throwable cause) {
    failure =
        new IllegalStateException(
            "a batch of %d frames failed the task (%s): see the cause"
                .formatted(batch.size(), cause),
            cause);
    throw failure;
  }

  /** Keeps the worker busy first; an emission that yields must not overtake itself. */
  private void complete(FinishedBatch batch) {
    inFlight.removeFirst();
    finished.addLast(batch);
    dispatch();
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (!finished.isEmpty()) {
        FinishedBatch next = finished.removeFirst();
        emitter.emit(next.tasks, next.outcomes);
      }
    } finally {
      draining = false;
    }
  }

  /** A failed batch never comes back: nobody may wait for it. */
  private void refuseAfterFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private void flush() throws InterruptedException {
    dispatch();
    while (!inFlight.isEmpty() || !queue.isEmpty()) {
      refuseAfterFailure();
      mailbox.yield();
    }
    emitter.flush();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (worker != null) {
      worker.close();
      releaseAll();
      processor.close();
    }
    super.close();
  }

  private void releaseAll() {
    inFlight.forEach(batch -> batch.forEach(FrameTask::close));
    finished.forEach(batch -> batch.tasks.forEach(FrameTask::close));
    queue.takeAll().forEach(FrameTask::close);
  }

  private record FinishedBatch(List<FrameTask> tasks, List<FrameOutcome> outcomes) {}
}
