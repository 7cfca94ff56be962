package io.understudy.operators.inference;

/**
 * Lets threads through one at a time in the order of their numbers: 0 first, the next one when the
 * one before has passed. Thread-safe.
 */
final class Turnstile {
  private long next;

  /** Waits, even while interrupted, until all numbers before {@code number} have passed. */
  synchronized void await(long number) {
    boolean interrupted = false;
    while (next < number) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the number after {@code number} through; does nothing where it has passed already. */
  synchronized void pass(long number) {
    if (next == number) {
      next++;
      notifyAll();
    }
  }
}
