package io.understudy.operators.source;

import io.understudy.connectors.contract.Session;
import io.understudy.operators.reenactor.ModelKey;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What a stream shall do from now on; keyed by stream. Sent on a change, and where a session is
 * published once more, which what runs already takes for no change.
 *
 * @param kind start, change or stop
 * @param stopReason why, for {@link Kind#STOP}; else {@link StopReason#NONE}
 * @param revision of the session, see {@link SessionCommand}
 * @param session the session with its options
 * @param sourceVersion version of the source, 0 for a stop
 * @param model the model that made {@code features}, with the real id of its weights
 * @param featuresId digest of {@code features}, empty for a stop
 * @param features what {@code SourceFeatures.toBytes} wrote; empty for a stop; never written again
 */
@TypeInfo(SessionUpdateSerializer.Factory.class)
public record SessionUpdate(
    Kind kind,
    StopReason stopReason,
    long revision,
    Session session,
    long sourceVersion,
    ModelKey model,
    String featuresId,
    byte[] features) {
  private static final ModelKey NO_MODEL = new ModelKey("", "");
  private static final byte[] NO_FEATURES = {};

  /** The stream has no source any more. */
  public static SessionUpdate stop(Session session, long revision, StopReason reason) {
    return new SessionUpdate(Kind.STOP, reason, revision, session, 0, NO_MODEL, "", NO_FEATURES);
  }

  /** The same update with features of another model. */
  public SessionUpdate withModel(ModelKey other) {
    return new SessionUpdate(
        kind, stopReason, revision, session, sourceVersion, other, featuresId, features);
  }

  public String streamId() {
    return session.streamId();
  }

  /** What changed. */
  public enum Kind {
    /** The session is new, has other options or was published once more. */
    START,
    /** The source has a new version or other features, or its model is there again. */
    CHANGE,
    /** Nothing may be reenacted any more. */
    STOP
  }
}
