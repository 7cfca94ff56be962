package io.understudy.benchmarks.simulation;

import java.util.Arrays;

/**
 * How evenly something is spread over tasks.
 *
 * @param least of the task that has least
 * @param median of the task in the middle
 * @param most of the task that has most
 * @param mean of all tasks
 */
public record Spread(long least, double median, long most, double mean) {
  /** The spread of one count for each task, at least one. */
  static Spread of(long[] counts) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return new Spread(
        sorted[0],
        median,
        sorted[sorted.length - 1],
        Arrays.stream(sorted).average().orElseThrow());
  }

  /** How many times the mean the busiest task has. */
  public double busiest() {
    return most / mean;
  }
}
