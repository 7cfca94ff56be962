package io.understudy.operators.training;

import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A reservoir of the frames of one clip: each has the same chance to be kept, however many there
 * are. Chance depends on seed and number of the frame alone. Immutable.
 *
 * @param most frames that are kept, at least 2
 * @param seed of the chance
 */
record FrameSample(int most, long seed) {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int LEAST = 2;

  /** The sample of a clip whose identity may keep {@code most} frames of so many clips. */
  static FrameSample ofShare(int most, int clips, long seed) {
    return new FrameSample(Math.max(LEAST, most / clips), seed);
  }

  /**
   * Where a frame is kept, in place of the one that was there; empty if it is not.
   *
   * @param frame number of the frame, from 0; frames are asked for in order
   */
  OptionalInt place(int frame) {
    if (frame < most) {
      return OptionalInt.of(frame);
    }
    int place = new SplittableRandom(seed + frame * SPREAD).nextInt(frame + 1);
    return place < most ? OptionalInt.of(place) : OptionalInt.empty();
  }
}
