package io.understudy.pipeline;

/**
 * Something that the user gave and can correct: a file, a key, an address. The message is one
 * sentence that says what, which value, which rule and what to do; the command line prints it and
 * ends with exit code 2.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
