package io.understudy.operators.reenactor;

/** A session asks for a preset or weights that this deployment does not have. */
public final class UnknownModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One sentence: what, value, rule, what to do. */
  public UnknownModelException(String message) {
    super(message);
  }
}
