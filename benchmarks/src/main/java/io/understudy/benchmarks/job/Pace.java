package io.understudy.benchmarks.job;

import io.understudy.operators.BatchOptions;
import io.understudy.pipeline.soak.ResidentMemory;
import java.util.OptionalDouble;

/**
 * Speed, processor time and memory of a run, from its frames as they come out. The first frames
 * warm up and do not count, nor do the last ones, with which some of the calls that run side by
 * side have nothing left to do. One thread.
 */
final class Pace {
  /** Frames until buffers, packed weights and compiled code have settled. */
  static final int WARM_UP_FRAMES = 50;

  private final long frames;
  private final long settledEnd;
  private long out;
  private Reading first;
  private Reading last;
  private OptionalDouble warmMebibytes = OptionalDouble.empty();

  private record Reading(long frames, long nanos, ProcessorTime processor) {}

  private Pace(long frames, int tailFrames) {
    this.frames = frames;
    this.settledEnd = frames - tailFrames;
  }

  /** The fewest that leave two readings between the warm-up and the tail. */
  static int leastFrames(BatchOptions batches) {
    return WARM_UP_FRAMES + 2 * batches.maxFrames() + tailFrames(batches);
  }

  private static int tailFrames(BatchOptions batches) {
    return batches.maxFrames() * batches.maxInFlight();
  }

  /**
   * The pace of {@code frames} frames: as many as the batches hold that may be in flight are its
   * tail.
   *
   * @param frames at least {@link #leastFrames}
   */
  static Pace of(long frames, BatchOptions batches) {
    return new Pace(frames, tailFrames(batches));
  }

  /** Counts frames that are out now. */
  void count(int more) {
    out += more;
    if (first == null && out >= WARM_UP_FRAMES) {
      first = reading();
      warmMebibytes = ResidentMemory.mebibytes();
    } else if (first != null && last == null && out >= settledEnd) {
      last = reading();
    }
  }

  private Reading reading() {
    return new Reading(out, System.nanoTime(), ProcessorTime.now());
  }

  /** What the run gave, which is over now. */
  Throughput throughput() {
    long counted = last.frames - first.frames;
    return new Throughput(
        frames,
        counted * 1e9 / (last.nanos - first.nanos),
        last.processor.millisOfFrame(first.processor, counted),
        warmMebibytes,
        ResidentMemory.mebibytes());
  }
}
