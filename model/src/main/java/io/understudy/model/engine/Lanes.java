package io.understudy.model.engine;

import io.understudy.model.kernel.Execution;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets so many calls of a model run side by side on a CPU, one elsewhere. Each computes with its
 * share of the threads: none waits at the barriers between small layers for another one.
 *
 * <p>Thread-safe; who waits longest goes first.
 */
final class Lanes {
  private final int count;
  private final int threads;
  private final Semaphore free;

  Lanes(Execution execution, int calls) {
    this.count = execution.onCpu() ? Math.min(calls, Execution.threads()) : 1;
    this.threads = Execution.threads() / count;
    this.free = new Semaphore(count, true);
  }

  /** How many calls run side by side. */
  int count() {
    return count;
  }

  <T> T run(Supplier<T> call) {
    free.acquireUninterruptibly();
    try {
      Execution.prepareThread(threads);
      return call.get();
    } finally {
      free.release();
    }
  }
}
