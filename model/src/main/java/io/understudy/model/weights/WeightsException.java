package io.understudy.model.weights;

/**
 * Weights or a checkpoint that cannot be used; the message says what, why and what to do, and is
 * cut where a damaged file's own names would make it endless.
 */
public final class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int MOST_CHARACTERS = 2_000;

  public WeightsException(String message) {
    super(shortened(message));
  }

  public WeightsException(String message, Throwable cause) {
    super(shortened(message), cause);
  }

  private static String shortened(String message) {
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "...";
  }
}
