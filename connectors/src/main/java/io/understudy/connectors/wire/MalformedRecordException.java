package io.understudy.connectors.wire;

/** A record whose bytes do not follow the topic contract; the message is one sentence. */
public final class MalformedRecordException extends Exception {
  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
