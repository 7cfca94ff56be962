package io.understudy.model.weights;

/** Weights or a checkpoint that cannot be used; the message says what, why and what to do. */
public final class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
