package io.understudy.benchmarks.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Times several works side by side: every round runs each once, so that a slow moment of the
 * machine meets all of them; ratios of the medians are what is worth reading.
 */
public final class Interleaved {
  private Interleaved() {}

  /**
   * Median seconds of each of {@code works}.
   *
   * @param warmUpRounds rounds that are not counted
   * @param rounds rounds that are, at least 1
   */
  public static double[] medianSeconds(int warmUpRounds, int rounds, List<Runnable> works) {
    double[][] seconds = new double[works.size()][rounds];
    for (int round = -warmUpRounds; round < rounds; round++) {
      for (int work = 0; work < works.size(); work++) {
        long start = System.nanoTime();
        works.get(work).run();
        if (round >= 0) {
          seconds[work][round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    return Arrays.stream(seconds).mapToDouble(Interleaved::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
