package io.understudy.operators.stream;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.media.NativeLibraries;
import io.understudy.operators.LiveOptions;
import io.understudy.operators.LiveTags;
import io.understudy.operators.metric.DropReason;
import io.understudy.operators.metric.DropReports;
import io.understudy.operators.metric.LabelledCounters;
import io.understudy.operators.metric.LiveMetric;
import io.understudy.operators.reenactor.AssignedDevice;
import io.understudy.operators.reenactor.LeasedModels;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.reenactor.ReenactorRegistry;
import io.understudy.operators.source.SessionUpdate;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Joins driving frames with their stream's session and features, keyed by stream.
 *
 * <p>Streams live in memory, loaded from state at first touch and written back before a snapshot;
 * per frame no state is read. The reenact operator must be chained behind: it flushes before each
 * barrier, so that no frame is in flight when this one writes its state, and it closes before this
 * one closes the features. Frames without a session wait for it within bounds and then go to
 * dead-letters; frames that are not beyond their stream's last one are dropped and counted. Other
 * weights are loaded beside those of a running stream, which goes on and changes between two
 * frames. A live session without frames for the job's session timeout is stopped, until it is
 * published again.
 */
public final class StreamSessionOperator extends AbstractStreamOperator<FrameTask>
    implements TwoInputStreamOperator<SessionUpdate, DrivingFrame, FrameTask> {
  private static final long serialVersionUID = 1;

  private final LiveOptions options;
  private final ReenactorLoader loader;
  private transient StreamTable streams;
  private transient StreamStates states;
  private transient DeviceFeatures features;
  private transient SessionTimeouts timeouts;
  private transient FrameRejections rejections;
  private transient FrameAdmission admission;
  private transient SessionWait waiting;
  private transient SessionChanges changes;
  private transient Counter framesIn;
  private transient boolean restored;

  public StreamSessionOperator(LiveOptions options, ReenactorLoader loader) {
    this.options = options;
    this.loader = loader;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    NativeLibraries.load();
    super.open();
    states = new StreamStates(getRuntimeContext());
    framesIn = getMetricGroup().counter(LiveMetric.FRAMES_IN.metricName());
    InternalTimerService<VoidNamespace> waitTimers =
        timers("waiting", stream -> waiting.giveUp(stream));
    InternalTimerService<VoidNamespace> swapTimers =
        timers("swaps", stream -> changes.lookForModel(stream));
    timeouts =
        new SessionTimeouts(
            options.sessionLimits().timeoutMillis(),
            timers("session-timeouts", stream -> changes.endIfTimedOut(stream)));
    rejections = openRejections(getMetricGroup());
    features = openFeatures(getMetricGroup(), waitTimers::currentProcessingTime);
    openStreams(waitTimers, swapTimers);
    if (restored) {
      timeouts.watchRestored(getKeyedStateBackend());
    }
  }

  /** Timers of streams, each for something to be done with its stream. */
  private InternalTimerService<VoidNamespace> timers(
      String name, ThrowingConsumer<LiveStream, Exception> action) {
    ProcessingTimers timers =
        new ProcessingTimers(
            timer -> {
              action.accept(streams.get(timer.getKey()));
              streams.release(timer.getKey());
            });
    return getInternalTimerService(name, VoidNamespaceSerializer.INSTANCE, timers);
  }

  private FrameRejections openRejections(MetricGroup metrics) {
    return new FrameRejections(
        options.sessionLimits(),
        new LabelledCounters<>(
            metrics, LiveMetric.FRAMES_DROPPED, DropReason.class, DropReason::label),
        new DropReports(getProcessingTimeService(), this::emit),
        letter -> output.collect(LiveTags.DEAD_LETTERS, new StreamRecord<>(letter)));
  }

  private DeviceFeatures openFeatures(MetricGroup metrics, LongSupplier clockMillis) {
    FeatureCache cache = new FeatureCache(options.batch().featureCacheBytes());
    LeasedModels models =
        new LeasedModels(ReenactorRegistry.PROCESS, AssignedDevice.of(loader, getRuntimeContext()));
    metrics.gauge(LiveMetric.CACHE_BYTES.metricName(), (Gauge<Long>) cache::bytes);
    metrics.gauge(LiveMetric.NATIVE_BYTES.metricName(), (Gauge<Long>) models::nativeBytes);
    return new DeviceFeatures(
        cache,
        models,
        clockMillis,
        metrics.counter(LiveMetric.CACHE_HITS.metricName()),
        metrics.counter(LiveMetric.CACHE_MISSES.metricName()));
  }

  private void openStreams(
      InternalTimerService<VoidNamespace> waitTimers,
      InternalTimerService<VoidNamespace> swapTimers) {
    LongSupplier clockMillis = waitTimers::currentProcessingTime;
    streams =
        new StreamTable(
            options, states, clockMillis, this::setCurrentKey, rejections::unknownSession);
    FrameTasks tasks = new FrameTasks(options.sessionDefaults(), states, features);
    FaceTasks faces = new FaceTasks(streams, tasks, timeouts);
    admission =
        new FrameAdmission(
            tasks, faces, rejections, task -> output.collect(new StreamRecord<>(task)));
    waiting = new SessionWait(waitTimers, admission, rejections);
    UnusedFeatures unused = new UnusedFeatures(getProcessingTimeService(), features, streams);
    ModelWait models = new ModelWait(states, features, unused, swapTimers);
    StreamEvents events = new StreamEvents(this::emit, clockMillis);
    RunningStreams running = new RunningStreams(options, states, unused, events, waiting);
    changes = new SessionChanges(states, running, models, unused, timeouts, events);
  }

  @Override
  public void processElement1(StreamRecord<SessionUpdate> record) throws Exception {
    SessionUpdate update = record.getValue();
    changes.take(streams.get(update.streamId()), update);
    streams.release(update.streamId());
  }

  @Override
  public void processElement2(StreamRecord<DrivingFrame> record) throws Exception {
    DrivingFrame frame = record.getValue();
    framesIn.inc();
    LiveStream stream = streams.get(frame.streamId());
    if (stream.running()) {
      timeouts.sign(stream);
      admission.admit(stream.track(), frame);
    } else if (states.ended()) {
      rejections.drop(frame, DropReason.SESSION_ENDED);
    } else {
      waiting.await(stream, frame);
    }
    streams.release(frame.streamId());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    rejections.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    streams.saveAll();
  }

  /** No session can come any more: what still waits is refused. */
  @Override
  public void finish() throws Exception {
    streams.takeAllWaiting(getKeyedStateBackend(), rejections::unknownSession);
    rejections.flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (features != null) {
      features.close();
    }
    super.close();
  }

  private void emit(StreamEvent event) {
    output.collect(LiveTags.EVENTS, new StreamRecord<>(event));
  }
}
