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
   * How long a work took over its rounds.
   *
   * @param medianSeconds the middle one
   * @param leastSeconds the fastest one, which a busy machine disturbs least
   */
  public record Times(double medianSeconds, double leastSeconds) {}

  /**
   * Times each of {@code works}.
   *
   * @param warmUpRounds rounds that are not counted
   * @param rounds rounds that are, at least 1
   */
  public static List<Times> measure(int warmUpRounds, int rounds, List<Runnable> works) {
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
    return Arrays.stream(seconds).map(Interleaved::times).toList();
  }

  private static Times times(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Times(median, sorted[0]);
  }
}
