package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Tells a source that a stream uses it or no longer does; keyed by {@code sourceId}.
 *
 * @param sourceId the source that is told
 * @param revision grows with every session of the stream: orders what different sources say about
 *     one stream
 * @param session the session that caused the command
 */
@TypeInfo(SessionCommandSerializer.Factory.class)
public record SessionCommand(String sourceId, Kind kind, long revision, Session session) {
  public String streamId() {
    return session.streamId();
  }

  /** What is told. */
  public enum Kind {
    /** The stream uses the source, with the session's options. */
    ATTACH,
    /** The stream uses the source as before: it starts where it has stopped, else it goes on. */
    REPEAT,
    /** The stream shall use other weights, those of the session, once they are loaded. */
    SWAP,
    /** The stream moved on to another source; until that one answers it may still use this one. */
    LEAVE,
    /** The stream has stopped. */
    DETACH
  }
}
