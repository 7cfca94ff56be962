package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A stream that uses a source.
 *
 * @param session its session
 * @param revision of the session, see {@link SessionCommand}
 * @param leftEpochMillis when the stream moved on to another source, ms since 1970; 0 where it has
 *     not
 */
@TypeInfo(SubscriberSerializer.Factory.class)
record Subscriber(Session session, long revision, long leftEpochMillis) {
  boolean left() {
    return leftEpochMillis != 0;
  }

  /** The same stream after its session was published once more. */
  Subscriber repeated(long newRevision) {
    return new Subscriber(session, newRevision, 0);
  }

  Subscriber leavingAt(long epochMillis) {
    return new Subscriber(session, revision, epochMillis);
  }
}
