package io.understudy.operators.metric;

/** Why a driving frame was dropped without being a failure; label of a counter and of events. */
public enum DropReason {
  /** Older than its own time to live when the gate read it. */
  TIME_TO_LIVE("time-to-live"),
  /** Its epoch and sequence are not beyond the last frame's. */
  DUPLICATE_OR_LATE("duplicate-or-late"),
  /** Its session has ended or its source was withdrawn. */
  SESSION_ENDED("session-ended"),
  /**
   * An H.264 access unit whose predecessor was not decoded: after a restart, a gap or a broken unit
   * a stream goes on with its next key picture.
   */
  AWAITS_KEY_PICTURE("awaits-key-picture"),
  /** Live, and newer frames of its stream filled the queue. */
  QUEUE_FULL("queue-full"),
  /** Live, and older than the session's deadline before its decoding. */
  DEADLINE("deadline");

  private final String label;

  DropReason(String label) {
    this.label = label;
  }

  /** The word used in metrics and events. */
  public String label() {
    return label;
  }
}
