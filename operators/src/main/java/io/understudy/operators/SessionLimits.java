package io.understudy.operators;

import static io.understudy.operators.OptionRanges.atLeastOne;
import static io.understudy.operators.OptionRanges.within;

import java.io.Serializable;

/**
 * How long frames wait for their session, and a session for frames.
 *
 * @param waitFrames frames of a stream that wait for its session
 * @param waitBytes bytes of frames, of all streams of a task, that wait for their sessions, 1 KiB
 *     for each included; the oldest goes first
 * @param waitMillis longest wait for a session, ms
 * @param timeoutMillis time without a driving frame after which a live session is stopped, ms; 0
 *     for never
 */
public record SessionLimits(int waitFrames, long waitBytes, long waitMillis, long timeoutMillis)
    implements Serializable {
  static final SessionLimits DEFAULTS = new SessionLimits(32, 256L << 20, 3000, 0);

  public SessionLimits {
    atLeastOne("sessionWaitFrames", waitFrames);
    atLeastOne("sessionWaitBytes", waitBytes);
    atLeastOne("sessionWaitMillis", waitMillis);
    within("sessionTimeoutMillis", timeoutMillis, 0, Long.MAX_VALUE / 1000);
  }
}
