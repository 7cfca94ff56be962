package io.understudy.connectors.contract;

/** What happens to frames that are late. */
public enum DeliveryMode {
  /** A frame older than the session's deadline is dropped, the oldest first. */
  LIVE,
  /** Nothing is dropped. */
  COMPLETE
}
