package io.understudy.operators.testing;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.LiveTags;
import io.understudy.operators.inference.ReenactOperatorFactory;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.FrameTaskTypeInfo;
import io.understudy.operators.stream.StreamSessionOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * stream-session with reenact behind it, as the job chains them, on two Flink harnesses with one
 * injected clock.
 */
public final class LiveChain implements AutoCloseable {
  private static final int MAX_STATE_BYTES = 64 << 20;

  private final Map<String, Integer> awaitedSwaps = new HashMap<>();
  private long millisNow;

  private final KeyedTwoInputStreamOperatorTestHarness<
          String, SessionUpdate, DrivingFrame, FrameTask>
      session;
  private final OneInputStreamOperatorTestHarness<FrameTask, ReenactedFrame> reenact;

  /**
   * @param backend null for the one on the heap
   */
  private LiveChain(
      StateBackend backend, LiveOptions options, ReenactorLoader models, int subtasks, int index)
      throws Exception {
    session =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new StreamSessionOperator(options, models),
            SessionUpdate::streamId,
            DrivingFrame::streamId,
            Types.STRING,
            options.maxParallelism(),
            subtasks,
            index);
    session.setCheckpointStorage(new JobManagerCheckpointStorage(MAX_STATE_BYTES));
    if (backend != null) {
      session.setStateBackend(backend); // from setup on it is too late
    }
    session.setup(new FrameTaskTypeInfo().createSerializer(new SerializerConfigImpl()));
    reenact = new OneInputStreamOperatorTestHarness<>(new ReenactOperatorFactory(options));
  }

  /** A chain that starts without state. */
  public static LiveChain start(LiveOptions options, ReenactorLoader models) throws Exception {
    return new LiveChain(null, options, models, 1, 0).open(null);
  }

  /** A chain that keeps its state in {@code backend}. */
  public static LiveChain startOn(StateBackend backend, LiveOptions options, ReenactorLoader models)
      throws Exception {
    return new LiveChain(backend, options, models, 1, 0).open(null);
  }

  /** A chain that continues from a snapshot, as subtask {@code index} of {@code subtasks}. */
  public static LiveChain restore(
      LiveOptions options,
      ReenactorLoader models,
      OperatorSubtaskState state,
      int subtasks,
      int index)
      throws Exception {
    OperatorSubtaskState own =
        KeyedTwoInputStreamOperatorTestHarness.repartitionOperatorState(
            state, options.maxParallelism(), 1, subtasks, index);
    return new LiveChain(null, options, models, subtasks, index).open(own);
  }

  /** Whether a stream belongs to subtask {@code index} of {@code subtasks}. */
  public static boolean isOf(String streamId, LiveOptions options, int subtasks, int index) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            streamId, options.maxParallelism(), subtasks)
        == index;
  }

  private LiveChain open(OperatorSubtaskState state) throws Exception {
    session.setProcessingTime(Frames.NOW);
    reenact.setProcessingTime(Frames.NOW);
    if (state == null) {
      session.initializeEmptyState();
    } else {
      session.initializeState(state);
    }
    session.open();
    reenact.open();
    return this;
  }

  public LiveChain update(SessionUpdate update) throws Exception {
    session.processElement1(new StreamRecord<>(update));
    return pass();
  }

  public LiveChain frame(DrivingFrame frame) throws Exception {
    session.processElement2(new StreamRecord<>(frame));
    return pass();
  }

  /** What Flink's chaining does at once. */
  private LiveChain pass() throws Exception {
    List<FrameTask> tasks = session.extractOutputValues();
    session.getOutput().clear();
    for (FrameTask task : tasks) {
      reenact.processElement(new StreamRecord<>(task));
    }
    return this;
  }

  /** Moves the clock of both operators to {@link Frames#NOW} plus {@code millis}. */
  public LiveChain setMillis(long millis) throws Exception {
    millisNow = millis;
    session.setProcessingTime(Frames.NOW + millis);
    reenact.setProcessingTime(Frames.NOW + millis);
    return pass();
  }

  /**
   * Lets time pass until the stream has had as many swaps as this was called for it; a model is
   * loaded on a thread of its own and may already be there.
   */
  public LiveChain awaitSwap(String streamId) throws Exception {
    int wanted = awaitedSwaps.merge(streamId, 1, Integer::sum);
    while (swaps(streamId) < wanted) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stream " + streamId + " was not swapped");
      }
      setMillis(millisNow + 20);
    }
    return this;
  }

  private long swaps(String streamId) {
    return events().stream()
        .filter(e -> e.streamId().equals(streamId) && e.kind() == StreamEvent.Kind.WEIGHTS_SWAPPED)
        .count();
  }

  /** Runs what the inference worker has sent back, waiting for one batch. */
  public LiveChain takeBatch() throws Exception {
    reenact.getTaskMailbox().take(0).run();
    return this;
  }

  /** Everything up to a barrier, in the order of the chain. */
  public LiveChain flush() throws Exception {
    session.prepareSnapshotPreBarrier(1);
    reenact.prepareSnapshotPreBarrier(1);
    return this;
  }

  /** Flushes and takes a snapshot. */
  public OperatorSubtaskState snapshot() throws Exception {
    flush();
    return session.snapshot(1, 1);
  }

  public LiveChain finish() throws Exception {
    session.getOperator().finish();
    pass();
    reenact.getOperator().finish();
    return this;
  }

  /** Frames that have left, in order. */
  public List<ReenactedFrame> frames() {
    return reenact.extractOutputValues();
  }

  /** Frames that have left as {@code stream:epoch:sequence}. */
  public List<String> frameNames() {
    return frames().stream()
        .map(f -> "%s:%d:%d".formatted(f.streamId(), f.epoch(), f.sequence()))
        .toList();
  }

  public List<DeadLetter> deadLetters() {
    return side(LiveTags.DEAD_LETTERS);
  }

  public List<StreamEvent> events() {
    return side(LiveTags.EVENTS);
  }

  /** Events as {@code stream KIND count detail}. */
  public List<String> eventNames() {
    return events().stream()
        .map(e -> "%s %s %d %s".formatted(e.streamId(), e.kind(), e.count(), e.detail()))
        .toList();
  }

  private <T> List<T> side(OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    for (var harness : List.of(session, reenact)) {
      var records = harness.getSideOutput(tag);
      if (records != null) {
        records.forEach(record -> values.add(record.getValue()));
      }
    }
    return values;
  }

  /** Keys with state or timers in stream-session. */
  public int timers() {
    return session.numProcessingTimeTimers();
  }

  /** Closes as a failed task does: nothing is finished. */
  public void abandon() throws Exception {
    reenact.getOperator().close();
    session.getOperator().close();
  }

  /** Tail first, as a task does. */
  @Override
  public void close() throws Exception {
    reenact.close();
    session.close();
  }
}
