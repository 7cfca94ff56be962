package io.understudy.benchmarks.engine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

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
   * Times each of {@code works}, of which the one under way ends before the measurement does.
   *
   * @throws CancellationException if the process is to end
   */
  public static List<Times> measure(Rounds rounds, List<Runnable> works) {
    double[][] seconds = new double[works.size()][rounds.counted()];
    for (int round = -rounds.warmUp(); round < rounds.counted(); round++) {
      for (int work = 0; work < works.size(); work++) {
        rounds.endIfStopped();
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
