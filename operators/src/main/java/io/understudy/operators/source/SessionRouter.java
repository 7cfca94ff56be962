package io.understudy.operators.source;

import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Session;
import io.understudy.operators.SessionDefaults;
import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.source.SessionCommand.Kind;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Remembers which source a stream drives: a session's tombstone names no source, and a session may
 * move to another one. Keyed by stream. A session that says nothing new is passed on as a {@link
 * Kind#REPEAT}: its stream may have timed out or been refused, which this operator does not know.
 *
 * <p>Announced weights come as a broadcast: sessions that name no weights get those of their preset
 * that were announced last, running ones by a {@link Kind#SWAP}.
 */
public final class SessionRouter
    extends KeyedBroadcastProcessFunction<String, Session, ModelAnnouncement, SessionCommand> {
  /** Weights announced last, by preset. */
  public static final MapStateDescriptor<String, String> ANNOUNCED =
      new MapStateDescriptor<>("announced-v1", Types.STRING, Types.STRING);

  /**
   * Longer than the stream itself remembers a stop, which it does for an hour from when the stop
   * reached it: a start below that revision would be taken for an old one.
   */
  private static final Duration ENDED_LIFE = Duration.ofHours(2);

  private static final long serialVersionUID = 1;

  private final SessionDefaults defaults;
  private final ReenactorLoader loader;
  private transient ValueState<Session> current;
  private transient ValueState<Long> revision;
  private transient ValueState<Long> endedRevision;

  public SessionRouter(SessionDefaults defaults, ReenactorLoader loader) {
    this.defaults = defaults;
    this.loader = loader;
  }

  @Override
  public void open(OpenContext context) {
    current = getRuntimeContext().getState(sessionDescriptor());
    revision = getRuntimeContext().getState(new ValueStateDescriptor<>("revision-v1", Types.LONG));
    endedRevision = getRuntimeContext().getState(endedDescriptor());
  }

  private static ValueStateDescriptor<Long> endedDescriptor() {
    ValueStateDescriptor<Long> descriptor =
        new ValueStateDescriptor<>("ended-revision-v1", Types.LONG);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(ENDED_LIFE).cleanupInRocksdbCompactFilter(1000).build());
    return descriptor;
  }

  private static ValueStateDescriptor<Session> sessionDescriptor() {
    return new ValueStateDescriptor<>("session-v1", TypeInformation.of(Session.class));
  }

  @Override
  public void processElement(Session next, ReadOnlyContext context, Collector<SessionCommand> out)
      throws Exception {
    Session previous = current.value();
    if (next.stopped() && previous == null) {
      return;
    }
    long number = nextRevision(context.currentProcessingTime());
    if (next.stopped()) {
      out.collect(new SessionCommand(previous.sourceId(), Kind.DETACH, number, next));
      current.clear();
      revision.clear();
      endedRevision.update(number);
      return;
    }
    if (previous != null && !previous.sourceId().equals(next.sourceId())) {
      out.collect(new SessionCommand(previous.sourceId(), Kind.LEAVE, number, previous));
    }
    Session complete = withCurrentWeights(next, context.getBroadcastState(ANNOUNCED));
    Kind kind = next.equals(previous) ? Kind.REPEAT : Kind.ATTACH;
    out.collect(new SessionCommand(next.sourceId(), kind, number, complete));
    current.update(next);
    revision.update(number);
  }

  private Session withCurrentWeights(
      Session session, ReadOnlyBroadcastState<String, String> announced) throws Exception {
    ModelKey model = defaults.modelOf(session);
    String weightsId =
        model.weightsId().isEmpty() ? announced.get(loader.presetName(model.preset())) : null;
    return weightsId == null ? session : session.withWeights(weightsId);
  }

  @Override
  public void processBroadcastElement(
      ModelAnnouncement announcement, Context context, Collector<SessionCommand> out)
      throws Exception {
    BroadcastState<String, String> announced = context.getBroadcastState(ANNOUNCED);
    String before = announced.get(announcement.preset());
    if (announcement.weightsId().equals(before == null ? "" : before)) {
      return;
    }
    if (announcement.withdrawn()) {
      announced.remove(announcement.preset());
    } else {
      announced.put(announcement.preset(), announcement.weightsId());
    }
    long now = context.currentProcessingTime();
    context.applyToKeyedState(
        sessionDescriptor(), (streamId, session) -> swap(session.value(), announcement, now, out));
  }

  private void swap(
      Session session, ModelAnnouncement announcement, long now, Collector<SessionCommand> out)
      throws Exception {
    ModelKey model = defaults.modelOf(session);
    if (model.weightsId().isEmpty()
        && loader.presetName(model.preset()).equals(announcement.preset())) {
      long number = nextRevision(now);
      revision.update(number);
      Session swapped = session.withWeights(announcement.weightsId());
      out.collect(new SessionCommand(session.sourceId(), Kind.SWAP, number, swapped));
    }
  }

  /**
   * Beyond the revision before, also that of a tombstone: clocks stand still for a millisecond and
   * differ between machines.
   */
  private long nextRevision(long nowEpochMillis) throws Exception {
    Long last = revision.value() == null ? endedRevision.value() : revision.value();
    return last == null ? nowEpochMillis : Math.max(last + 1, nowEpochMillis);
  }
}
