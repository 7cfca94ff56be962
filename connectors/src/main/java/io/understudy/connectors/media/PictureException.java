package io.understudy.connectors.media;

/** A picture that cannot be used; the message is one sentence for its sender. */
public final class PictureException extends Exception {
  private final Reason reason;

  /** What is wrong with the picture. */
  public enum Reason {
    UNDECODABLE,
    TOO_LARGE,
    UNSUPPORTED_ENCODING
  }

  public PictureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
