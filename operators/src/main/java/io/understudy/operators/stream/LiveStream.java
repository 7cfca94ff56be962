package io.understudy.operators.stream;

import io.understudy.operators.reenactor.ModelKey;
import io.understudy.operators.source.SessionUpdate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the task holds in memory of one stream: its track while it runs, else waiting frames; an
 * update that waits for its model.
 */
final class LiveStream {
  private final WaitingFrames waiting;
  private StreamTrack track;
  private SessionUpdate next;
  private boolean nextRestored;
  private boolean waitingSaved;
  private long lastSignMillis;

  /**
   * @param track the running stream, null where none is
   * @param next the update that waits for its model since before a restore, null where none does
   * @param waiting frames that wait for its session
   * @param waitingSaved whether state holds such frames, also ones that wait no longer
   */
  LiveStream(StreamTrack track, SessionUpdate next, WaitingFrames waiting, boolean waitingSaved) {
    this.track = track;
    this.next = next;
    this.nextRestored = next != null;
    this.waiting = waiting;
    this.waitingSaved = waitingSaved;
  }

  /** Notes a sign of life: a session or a frame. */
  void signOfLife(long nowMillis) {
    lastSignMillis = nowMillis;
  }

  /** When the last sign of life came; 0 where none has since it was loaded. */
  long lastSignMillis() {
    return lastSignMillis;
  }

  boolean running() {
    return track != null;
  }

  /** The running stream; null where none is. */
  StreamTrack track() {
    return track;
  }

  /** The features in use; empty where none runs. */
  Optional<FeatureKey> features() {
    return Optional.ofNullable(track).map(StreamTrack::features);
  }

  void start(StreamTrack next) {
    track = next;
  }

  void stop() {
    track.stop();
    track = null;
  }

  /** The update that is taken over as soon as its model is loaded; null where none waits. */
  SessionUpdate next() {
    return next;
  }

  /**
   * Whether an update waits for its model since before a restore: it was found good on another
   * machine, which had the model.
   */
  boolean restored(SessionUpdate update) {
    return nextRestored && update == next;
  }

  void setNext(SessionUpdate update) {
    nextRestored &= update == next;
    next = update;
  }

  /** The model that it uses and the one that it waits for. */
  Stream<ModelKey> models() {
    return Stream.concat(
        features().stream().map(FeatureKey::model),
        Optional.ofNullable(next).stream().map(SessionUpdate::model));
  }

  WaitingFrames waiting() {
    return waiting;
  }

  /** Writes to state what frames have changed since the last time. */
  void save(StreamStates states) throws Exception {
    if (running() && track.changed()) {
      states.saveTrack(track);
    }
    if (waitingSaved || !waiting.isEmpty()) {
      states.saveWaiting(waiting.frames());
      waitingSaved = !waiting.isEmpty();
    }
  }

  /** Whether the object can be forgotten: the next event finds all of it in state, and at once. */
  boolean idle() {
    return !running() && next == null && waiting.isEmpty() && !waitingSaved;
  }
}
