package io.understudy.benchmarks.job;

import io.understudy.pipeline.soak.ResidentMemory;
import java.util.OptionalDouble;

/**
 * Speed and memory of a run, from its frames as they come out. The first frames warm up and do not
 * count. One thread.
 */
final class Pace {
  /** Frames until buffers, packed weights and compiled code have settled. */
  static final int WARM_UP_FRAMES = 50;

  private long frames;
  private long warmFrames;
  private long warmNanos;
  private long lastNanos;
  private OptionalDouble warmMebibytes = OptionalDouble.empty();

  /** Counts frames that are out now. */
  void count(int more) {
    boolean warmBefore = frames >= WARM_UP_FRAMES;
    frames += more;
    lastNanos = System.nanoTime();
    if (!warmBefore && frames >= WARM_UP_FRAMES) {
      warmFrames = frames;
      warmNanos = lastNanos;
      warmMebibytes = ResidentMemory.mebibytes();
    }
  }

  /** Frames a second after the warm-up. */
  double framesPerSecond() {
    return (frames - warmFrames) * 1e9 / (lastNanos - warmNanos);
  }

  /** Memory of the process after the warm-up. */
  OptionalDouble warmMebibytes() {
    return warmMebibytes;
  }
}
