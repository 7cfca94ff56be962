package io.understudy.operators.stream;

/** What the task holds in memory of one stream: its track while it runs, else waiting frames. */
final class LiveStream {
  private final WaitingFrames waiting;
  private StreamTrack track;
  private boolean waitingSaved;

  /**
   * @param track the running stream, null where none is
   * @param waiting frames that wait for its session
   */
  LiveStream(StreamTrack track, WaitingFrames waiting) {
    this.track = track;
    this.waiting = waiting;
    this.waitingSaved = !waiting.isEmpty();
  }

  boolean running() {
    return track != null;
  }

  /** The running stream; null where none is. */
  StreamTrack track() {
    return track;
  }

  void start(StreamTrack next) {
    track = next;
  }

  void stop() {
    track.stop();
    track = null;
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

  /** Whether forgetting the object loses nothing that is not in state. */
  boolean idle() {
    return !running() && waiting.isEmpty() && !waitingSaved;
  }
}
