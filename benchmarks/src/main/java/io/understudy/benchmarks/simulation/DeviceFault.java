package io.understudy.benchmarks.simulation;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device that runs out of memory in one call, which fails the task of that call. Thread-safe.
 *
 * <p>One for the process: stand-ins are made by the tasks, out of reach of whoever injects.
 */
final class DeviceFault {
  private static final long NOT_YET = Long.MIN_VALUE;
  private static final AtomicBoolean INJECTED = new AtomicBoolean();
  private static final AtomicLong FAILED_EPOCH_MILLIS = new AtomicLong(NOT_YET);

  private DeviceFault() {}

  /** The next model call fails, whichever task makes it. */
  static void inject() {
    FAILED_EPOCH_MILLIS.set(NOT_YET);
    INJECTED.set(true);
  }

  /** When a call failed of the last {@link #inject}, ms since 1970; empty until it has. */
  static OptionalLong failedEpochMillis() {
    long failed = FAILED_EPOCH_MILLIS.get();
    return failed == NOT_YET ? OptionalLong.empty() : OptionalLong.of(failed);
  }

  /** In the model call. */
  static void failIfInjected() {
    if (INJECTED.compareAndSet(true, false)) {
      FAILED_EPOCH_MILLIS.set(System.currentTimeMillis());
      throw new IllegalStateException(
          "the simulated device is out of memory, as this simulation wants it once");
    }
  }
}
