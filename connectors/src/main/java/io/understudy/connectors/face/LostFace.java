package io.understudy.connectors.face;

/** What a stream shows while it has no face. */
public enum LostFace {
  /** The last reenacted picture again; a slate where there has been none. */
  HOLD,
  /** The driving picture as it came, so whoever is in it can be seen. */
  PASS_THROUGH,
  /** A plain picture. */
  SLATE
}
