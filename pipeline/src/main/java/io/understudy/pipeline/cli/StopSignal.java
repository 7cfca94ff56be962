package io.understudy.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether a command that runs until stopped should end: its time is over or somebody pressed
 * Ctrl-C, which then waits until the command has cleaned up and closed this. Thread-safe.
 */
final class StopSignal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");
  private final long startNanos = System.nanoTime();
  private final double seconds;
  private volatile boolean stopped;

  /** A signal that comes after that time, or with Ctrl-C. */
  StopSignal(double seconds) {
    this.seconds = seconds;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean given() {
    return stopped || (System.nanoTime() - startNanos) / 1e9 >= seconds;
  }

  private void stop() {
    stopped = true;
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("understudy: the last output could not be completed in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!stopped) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
