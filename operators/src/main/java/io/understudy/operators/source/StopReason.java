package io.understudy.operators.source;

/** Why a stream has no source to drive. */
public enum StopReason {
  /** It has one. */
  NONE("", false),
  /** It is live and no driving frame came for the time that the job grants. */
  TIMED_OUT("session timeout", true),
  /** The session's tombstone arrived. */
  SESSION_ENDED("session ended", true),
  /** The source was withdrawn. */
  WITHDRAWN("source withdrawn", true),
  /** The source's consent record has expired. */
  CONSENT_EXPIRED("consent expired", true),
  /** The source has no valid consent record. */
  NO_CONSENT("source without valid consent", true),
  /** The preset or the weights are unknown. */
  UNKNOWN_MODEL("unknown preset or weights", true),
  /** The source could not be encoded. */
  NOT_ENCODABLE("source cannot be encoded", true),
  /** The source has not arrived yet. */
  NO_SOURCE("source not known yet", false);

  private final String detail;
  private final boolean ends;

  StopReason(String detail, boolean ends) {
    this.detail = detail;
    this.ends = ends;
  }

  /** The detail of the event that tells of the stop. */
  public String detail() {
    return detail;
  }

  /** Whether frames are dropped from here on, instead of waiting for a source. */
  public boolean ends() {
    return ends;
  }
}
