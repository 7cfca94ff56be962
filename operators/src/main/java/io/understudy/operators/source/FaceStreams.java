package io.understudy.operators.source;

import io.understudy.connectors.contract.OtherFace;
import io.understudy.connectors.contract.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The streams of a session's other faces: each has an id of its own, so that source, consent,
 * weights and motion are kept as for any stream, and lies in the key group of its session's stream,
 * so that the task that has the one has the others. Pure.
 */
public final class FaceStreams {
  /** No id of a record holds it, so these ids are nobody else's. */
  private static final char SEPARATOR = '#';

  private FaceStreams() {}

  /**
   * The session and one for each of its other faces; those that it has not are stopped.
   *
   * @param maxParallelism Flink's maximum parallelism
   */
  public static List<Session> sessions(Session session, int maxParallelism) {
    List<Session> sessions = new ArrayList<>(List.of(session));
    List<String> ids = ids(session.streamId(), OtherFace.MOST, maxParallelism);
    for (int i = 0; i < ids.size(); i++) {
      sessions.add(
          i < session.otherFaces().size()
              ? session.ofFace(ids.get(i), session.otherFaces().get(i))
              : Session.stopped(ids.get(i)));
    }
    return sessions;
  }

  /** The stream ids of the first {@code count} other faces. */
  public static List<String> ids(String streamId, int count, int maxParallelism) {
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(streamId, maxParallelism);
    List<String> ids = new ArrayList<>();
    for (long salt = 0; ids.size() < count; salt++) {
      String id = streamId + SEPARATOR + (ids.size() + 1) + '.' + salt;
      if (KeyGroupRangeAssignment.assignToKeyGroup(id, maxParallelism) == keyGroup) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** The id by which readers of the topics know a stream: that of its session. */
  public static String publicId(String streamId) {
    int end = streamId.indexOf(SEPARATOR);
    return end < 0 ? streamId : streamId.substring(0, end);
  }
}
