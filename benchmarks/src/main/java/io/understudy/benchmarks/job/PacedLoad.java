package io.understudy.benchmarks.job;

import io.understudy.connectors.contract.ReenactedFrame;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Frames at a fixed rate, whatever comes back. Each frame carries the time at which it was due,
 * also where it was published later, and latency counts from there: a stall of the job or of this
 * publisher shows in every frame that it delayed, so that no omission is coordinated with the
 * stall. Publishes and reads on the caller's thread; not thread-safe.
 *
 * @param group streams, which take turns; borrowed
 * @param tally of the same streams; borrowed
 * @param intervalMicros from one frame to the next, of whichever streams
 */
public record PacedLoad(StreamGroup group, StreamTally tally, double intervalMicros) {
  /** Publishes {@code frames} frames from now on; {@code seen} takes what comes out meanwhile. */
  public void run(long frames, Consumer<List<ReenactedFrame>> seen) {
    long start = StreamTally.nowMicros();
    for (long frame = 0; frame < frames; frame++) {
      long due = start + Math.round(frame * intervalMicros);
      do {
        seen.accept(tally.read(Duration.of(Math.max(0, left(due)), ChronoUnit.MICROS)));
      } while (left(due) > 0);
      group.publish((int) (frame % group.streams()), due);
    }
  }

  private static long left(long dueMicros) {
    return dueMicros - StreamTally.nowMicros();
  }
}
