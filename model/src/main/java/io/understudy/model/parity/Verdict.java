package io.understudy.model.parity;

/** What became of one reference array. */
public enum Verdict {
  /** Within its tolerance. */
  PASSED,
  /** Out of its tolerance, of another shape, not finite, absent, or its fixture is broken. */
  FAILED,
  /** Reported without a rule that it could break. */
  INFORMATIVE,
  /** Not checked; the note says why. */
  SKIPPED
}
