package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.source.SessionCommand.Kind;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Remembers which source a stream drives: a session's tombstone names no source, and a session may
 * move to another one. Keyed by stream; a session that says nothing new is swallowed.
 */
public final class SessionRouter extends KeyedProcessFunction<String, Session, SessionCommand> {
  private static final long serialVersionUID = 1;

  private transient ValueState<Session> current;
  private transient ValueState<Long> revision;

  @Override
  public void open(OpenContext context) {
    current =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("session-v1", TypeInformation.of(Session.class)));
    revision = getRuntimeContext().getState(new ValueStateDescriptor<>("revision-v1", Types.LONG));
  }

  @Override
  public void processElement(Session next, Context context, Collector<SessionCommand> out)
      throws Exception {
    Session previous = current.value();
    if (next.equals(previous) || (next.stopped() && previous == null)) {
      return;
    }
    long number = nextRevision(context.timerService().currentProcessingTime());
    if (next.stopped()) {
      out.collect(new SessionCommand(previous.sourceId(), Kind.DETACH, number, next));
      current.clear();
      revision.clear();
      return;
    }
    if (previous != null && !previous.sourceId().equals(next.sourceId())) {
      out.collect(new SessionCommand(previous.sourceId(), Kind.LEAVE, number, previous));
    }
    out.collect(new SessionCommand(next.sourceId(), Kind.ATTACH, number, next));
    current.update(next);
    revision.update(number);
  }

  /** The wall clock keeps revisions growing over a tombstone, which leaves no state behind. */
  private long nextRevision(long nowEpochMillis) throws Exception {
    Long last = revision.value();
    return last == null ? nowEpochMillis : Math.max(last + 1, nowEpochMillis);
  }
}
