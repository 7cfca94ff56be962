package io.understudy.pipeline.local;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether what runs until stopped should end: its time is over or the process is to end, by Ctrl-C
 * or SIGTERM, which then waits until everything is cleaned up and this is closed. Nothing may still
 * compute natively behind it: the JVM takes the libraries away from under it. Thread-safe.
 */
public final class StopSignal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");
  private final long startNanos = System.nanoTime();
  private final double seconds;
  private final Runnable atEnd;
  private volatile boolean stopped;

  /** A signal that comes when the process is to end. */
  public StopSignal() {
    this(Double.POSITIVE_INFINITY);
  }

  /**
   * A signal that comes when the process is to end.
   *
   * @param atEnd then told, on another thread: makes what waits for no signal end early
   */
  public StopSignal(Runnable atEnd) {
    this(Double.POSITIVE_INFINITY, atEnd);
  }

  /** A signal that comes after that time, or when the process is to end. */
  public StopSignal(double seconds) {
    this(seconds, () -> {});
  }

  private StopSignal(double seconds, Runnable atEnd) {
    this.seconds = seconds;
    this.atEnd = atEnd;
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      stopped = true;
    }
  }

  /** Whether it has come. */
  public boolean given() {
    return stopped || (System.nanoTime() - startNanos) / 1e9 >= seconds;
  }

  /**
   * Ends the caller's work if the signal has come.
   *
   * @param what one sentence for the user
   * @throws CancellationException with that sentence
   */
  public void endIfGiven(String what) {
    if (given()) {
      throw new CancellationException(what);
    }
  }

  private void stop() {
    stopped = true;
    atEnd.run();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("understudy: what was under way could not be completed in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // then the hook has run, or does now and finds this closed
    }
  }
}
