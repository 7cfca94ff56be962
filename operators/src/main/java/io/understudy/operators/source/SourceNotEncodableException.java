package io.understudy.operators.source;

/** The model failed on a portrait; the message names both. */
final class SourceNotEncodableException extends Exception {
  private static final long serialVersionUID = 1;

  SourceNotEncodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
