package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import java.util.random.RandomGenerator;

/**
 * Random changes of the windows in which a face is looked at again: as far as keypoints that were
 * found on new faces may be off, and faces of other proportions.
 */
final class WindowJitter {
  private static final double TURN = 0.25;
  private static final double LOG_SCALE = 0.18;
  private static final double LOG_STRETCH = 0.12;
  private static final double SHIFT = 0.14;

  private WindowJitter() {}

  /** From changed windows to the windows as they were: (count, 3, 3). */
  static NDArray draw(Execution execution, long count, RandomGenerator random) {
    float[] maps = new float[9 * (int) count];
    for (int i = 0; i < count; i++) {
      double turn = within(TURN, random);
      double scale = Math.exp(within(LOG_SCALE, random));
      double stretch = Math.exp(within(LOG_STRETCH, random));
      double across = scale * stretch;
      double along = scale / stretch;
      write(
          maps,
          9 * i,
          across * Math.cos(turn),
          -along * Math.sin(turn),
          within(SHIFT, random),
          across * Math.sin(turn),
          along * Math.cos(turn),
          within(SHIFT, random),
          0,
          0,
          1);
    }
    return execution.manager().create(maps, new Shape(count, 3, 3));
  }

  private static double within(double bound, RandomGenerator random) {
    return random.nextDouble(-bound, bound);
  }

  private static void write(float[] maps, int from, double... values) {
    for (int i = 0; i < values.length; i++) {
      maps[from + i] = (float) values[i];
    }
  }
}
