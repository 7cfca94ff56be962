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
import io.understudy.operators.reenactor.UnknownModelException;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

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

  /** How often is looked whether another model is loaded. */
  private static final long SWAP_POLL_MILLIS = 20;

  private final LiveOptions options;
  private final ReenactorLoader loader;
  private transient StreamTable streams;
  private transient StreamStates states;
  private transient DeviceFeatures features;
  private transient UnusedFeatures unused;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient InternalTimerService<VoidNamespace> swapTimers;
  private transient SessionTimeouts timeouts;
  private transient StreamEvents events;
  private transient FrameRejections rejections;
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
    timers =
        getInternalTimerService(
            "waiting", VoidNamespaceSerializer.INSTANCE, new ProcessingTimers(this::giveUpWaiting));
    swapTimers =
        getInternalTimerService(
            "swaps", VoidNamespaceSerializer.INSTANCE, new ProcessingTimers(this::lookForModel));
    timeouts =
        new SessionTimeouts(
            options.sessionLimits().timeoutMillis(),
            getInternalTimerService(
                "session-timeouts",
                VoidNamespaceSerializer.INSTANCE,
                new ProcessingTimers(this::endIfTimedOut)));
    events = new StreamEvents(this::emit, timers::currentProcessingTime);
    framesIn = getMetricGroup().counter(LiveMetric.FRAMES_IN.metricName());
    rejections =
        new FrameRejections(
            options.sessionLimits(),
            new LabelledCounters<>(
                getMetricGroup(), LiveMetric.FRAMES_DROPPED, DropReason.class, DropReason::label),
            new DropReports(getProcessingTimeService(), this::emit),
            letter -> output.collect(LiveTags.DEAD_LETTERS, new StreamRecord<>(letter)));
    streams =
        new StreamTable(options, states, timers::currentProcessingTime, rejections::unknownSession);
    features = openFeatures(getMetricGroup());
    unused = new UnusedFeatures(getProcessingTimeService(), features, streams);
    if (restored) {
      timeouts.watchRestored(getKeyedStateBackend());
    }
  }

  private DeviceFeatures openFeatures(MetricGroup metrics) {
    FeatureCache cache = new FeatureCache(options.batch().featureCacheBytes());
    LeasedModels models =
        new LeasedModels(ReenactorRegistry.PROCESS, AssignedDevice.of(loader, getRuntimeContext()));
    metrics.gauge(LiveMetric.CACHE_BYTES.metricName(), (Gauge<Long>) cache::bytes);
    metrics.gauge(LiveMetric.NATIVE_BYTES.metricName(), (Gauge<Long>) models::nativeBytes);
    return new DeviceFeatures(
        cache,
        models,
        timers::currentProcessingTime,
        metrics.counter(LiveMetric.CACHE_HITS.metricName()),
        metrics.counter(LiveMetric.CACHE_MISSES.metricName()));
  }

  @Override
  public void processElement1(StreamRecord<SessionUpdate> record) throws Exception {
    SessionUpdate update = record.getValue();
    LiveStream stream = streams.get(update.streamId());
    long revision = revision(stream);
    if (update.kind() == SessionUpdate.Kind.STOP) {
      if (update.revision() >= revision) {
        end(stream, update);
      }
    } else if (update.revision() >= Math.max(revision, nextRevision(stream))
        && !sleeps(stream, update)) {
      if (update.kind() == SessionUpdate.Kind.START) {
        timeouts.sign(stream); // also where it waits for its model
      }
      runWhenLoaded(stream, update);
    }
    streams.release(update.streamId());
  }

  /** Another portrait or other weights start no stream whose feed is away. */
  private boolean sleeps(LiveStream stream, SessionUpdate update) throws Exception {
    return !stream.running() && update.kind() == SessionUpdate.Kind.CHANGE && states.timedOut();
  }

  /** Revision of what runs or has stopped last. */
  private long revision(LiveStream stream) throws Exception {
    return stream.running() ? stream.track().revision() : states.stoppedRevision();
  }

  private static long nextRevision(LiveStream stream) {
    return stream.next() == null ? Long.MIN_VALUE : stream.next().revision();
  }

  /** A stop of what runs leaves a younger update alone, which still waits for its model. */
  private void end(LiveStream stream, SessionUpdate stop) throws Exception {
    if (stop.revision() >= nextRevision(stream)) {
      forgetNext(stream);
    }
    stop(stream, stop);
  }

  /**
   * A running stream goes on as it is until another model has been loaded beside its own; one that
   * has stopped meanwhile waits for it too.
   */
  private void runWhenLoaded(LiveStream stream, SessionUpdate update) throws Exception {
    boolean swaps =
        stream.running()
            ? !stream.track().features().model().equals(update.model())
            : stream.next() != null;
    try {
      if (swaps && !features.ready(update.model())) {
        setNext(stream, update);
        long soon = swapTimers.currentProcessingTime() + SWAP_POLL_MILLIS;
        swapTimers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, soon);
        return;
      }
    } catch (UnknownModelException e) {
      forgetNext(stream);
      refuseWeights(stream, update, e.getMessage());
      return;
    }
    run(stream, update);
    forgetNext(stream);
    if (swaps) {
      unused.giveUpModels();
    }
  }

  /** A stream stays only on a source of its own session: no other one would tell it to stop. */
  private void refuseWeights(LiveStream stream, SessionUpdate update, String message)
      throws Exception {
    events.weightsRefused(update, message);
    String sourceId = update.session().sourceId();
    if (!stream.running() || !stream.track().session().sourceId().equals(sourceId)) {
      stop(
          stream,
          SessionUpdate.stop(update.session(), update.revision(), StopReason.UNKNOWN_MODEL));
    }
  }

  private void forgetNext(LiveStream stream) throws Exception {
    setNext(stream, null);
  }

  /** One that is looked at again is in state already: its features are megabytes. */
  private void setNext(LiveStream stream, SessionUpdate next) throws Exception {
    SessionUpdate before = stream.next();
    if (before != next) {
      stream.setNext(next);
      states.saveNext(next);
    }
    if (before != null && before != next) {
      unused.giveUpModels();
    }
  }

  private void lookForModel(InternalTimer<String, VoidNamespace> timer) throws Exception {
    LiveStream stream = streams.get(timer.getKey());
    if (stream.next() != null) {
      runWhenLoaded(stream, stream.next());
    }
    streams.release(timer.getKey());
  }

  private void run(LiveStream stream, SessionUpdate update) throws Exception {
    Optional<FeatureKey> before = stream.features();
    if (stream.running()) {
      events.changed(stream.track(), update);
      stream.track().change(update);
    } else {
      stream.start(StreamTrack.start(update, options));
      states.started();
      events.started(update);
    }
    timeouts.watch(stream);
    features.lookAgain(update.model());
    if (!before.equals(stream.features())) {
      states.saveFeatures(update);
      before.ifPresent(unused::changed);
    }
    for (DrivingFrame frame : stream.waiting().takeAll()) {
      admit(stream.track(), frame);
    }
  }

  private void endIfTimedOut(InternalTimer<String, VoidNamespace> timer) throws Exception {
    LiveStream stream = streams.get(timer.getKey());
    if (timeouts.ended(stream)) {
      StreamTrack track = stream.track();
      long revision = Math.max(track.revision(), nextRevision(stream));
      end(stream, SessionUpdate.stop(track.session(), revision, StopReason.TIMED_OUT));
    }
    streams.release(timer.getKey());
  }

  private void stop(LiveStream stream, SessionUpdate update) throws Exception {
    events.stopped(update, stream.running());
    Optional<FeatureKey> before = stream.features();
    if (stream.running()) {
      stream.stop();
    }
    before.ifPresent(unused::stopped);
    boolean ends = update.stopReason().ends() && stream.next() == null;
    states.stopped(update, ends);
    if (ends) {
      stream.waiting().takeAll().forEach(frame -> rejections.drop(frame, DropReason.SESSION_ENDED));
    }
  }

  @Override
  public void processElement2(StreamRecord<DrivingFrame> record) throws Exception {
    DrivingFrame frame = record.getValue();
    framesIn.inc();
    LiveStream stream = streams.get(frame.streamId());
    if (stream.running()) {
      timeouts.sign(stream);
      admit(stream.track(), frame);
    } else if (states.ended()) {
      rejections.drop(frame, DropReason.SESSION_ENDED);
    } else {
      await(stream.waiting(), frame);
    }
    streams.release(frame.streamId());
  }

  private void admit(StreamTrack track, DrivingFrame frame) throws Exception {
    if (!track.advance(frame)) {
      rejections.drop(frame, DropReason.DUPLICATE_OR_LATE);
      return;
    }
    try {
      FeatureLease lease = features.lease(track.features(), states.features());
      long deadlineMicros = options.sessionDefaults().deadlineMicros(track.session());
      OtherFaces others = others(track, frame);
      output.collect(new StreamRecord<>(track.task(frame, lease, deadlineMicros, others)));
    } catch (FeaturesUnavailableException e) {
      rejections.unavailable(frame, e);
    }
  }

  /** What the streams of the other faces make of the frame, each under its own key. */
  private OtherFaces others(StreamTrack track, DrivingFrame frame) throws Exception {
    List<FrameTask> tasks = new ArrayList<>();
    List<StreamFace> covered = new ArrayList<>();
    for (int index = 0; index < track.faceStreams().size(); index++) {
      String faceStream = track.faceStreams().get(index);
      setCurrentKey(faceStream);
      LiveStream stream = streams.get(faceStream);
      Optional<FrameTask> task = other(track, index, stream, frame);
      task.ifPresent(tasks::add);
      if (task.isEmpty()) {
        track.cover(index).ifPresent(covered::add);
      }
      streams.release(faceStream);
    }
    setCurrentKey(track.session().streamId());
    return new OtherFaces(tasks, covered);
  }

  /** Empty where the face cannot be reenacted: it has no source, or none that can be used. */
  private Optional<FrameTask> other(
      StreamTrack session, int index, LiveStream stream, DrivingFrame frame) throws Exception {
    if (!stream.running() || !stream.track().advance(frame)) {
      return Optional.empty();
    }
    timeouts.sign(stream);
    StreamTrack track = stream.track();
    try {
      FeatureLease lease = features.lease(track.features(), states.features());
      session.uncover(index, track);
      long deadlineMicros = options.sessionDefaults().deadlineMicros(track.session());
      return Optional.of(track.task(frame, lease, deadlineMicros, OtherFaces.NONE));
    } catch (FeaturesUnavailableException e) {
      LOG.warn("a face of stream {} is not reenacted: {}", frame.streamId(), e.getMessage());
      return Optional.empty();
    }
  }

  private void await(WaitingFrames waiting, DrivingFrame frame) {
    boolean first = waiting.isEmpty();
    waiting.add(frame, timers.currentProcessingTime()).forEach(rejections::unknownSession);
    if (first && !waiting.isEmpty()) {
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, waiting.nextOverdueMillis());
    }
  }

  private void giveUpWaiting(InternalTimer<String, VoidNamespace> timer) throws Exception {
    LiveStream stream = streams.get(timer.getKey());
    WaitingFrames waiting = stream.waiting();
    waiting.takeOverdue(timers.currentProcessingTime()).forEach(rejections::unknownSession);
    if (!waiting.isEmpty()) {
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, waiting.nextOverdueMillis());
    }
    streams.release(timer.getKey());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    rejections.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    streams.saveAll(this::setCurrentKey);
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
