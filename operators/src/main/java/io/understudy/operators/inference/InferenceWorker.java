package io.understudy.operators.inference;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The named threads that batches run on, begun in the order of their submission. Owned by the task
 * thread.
 */
final class InferenceWorker implements AutoCloseable {
  private final ExecutorService threads;

  InferenceWorker(String name, int count) {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            count, batch -> new Thread(batch, name + " #" + number.incrementAndGet()));
  }

  void submit(Runnable batch) {
    threads.execute(batch);
  }

  /**
   * Gives up the batches that have not started and waits, even while interrupted, for those that
   * have: native memory under a running call must not be freed.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
