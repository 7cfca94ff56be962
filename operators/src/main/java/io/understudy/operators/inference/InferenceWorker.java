package io.understudy.operators.inference;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The one named thread that batches run on, in the order of their submission. Owned by the task
 * thread.
 */
final class InferenceWorker implements AutoCloseable {
  private final ExecutorService thread;

  InferenceWorker(String name) {
    thread = Executors.newSingleThreadExecutor(batch -> new Thread(batch, name));
  }

  void submit(Runnable batch) {
    thread.execute(batch);
  }

  /**
   * Gives up the batches that have not started and waits, even while interrupted, for the one that
   * has: native memory under a running call must not be freed.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
