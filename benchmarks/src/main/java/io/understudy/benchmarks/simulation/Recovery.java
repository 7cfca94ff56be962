package io.understudy.benchmarks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a job came back after one of its tasks had failed. Times count from the failure.
 *
 * @param tasksRunMillis until the last task ran again
 * @param framesAgainMillis until frames came out again: the end of the longest silence
 * @param usualDelayMillis until delays were what they had been; empty if that was not seen
 * @param repeatedFrames frames that came out twice
 * @param droppedFrames frames that grew too old meanwhile
 */
public record Recovery(
    long tasksRunMillis,
    long framesAgainMillis,
    OptionalLong usualDelayMillis,
    long repeatedFrames,
    long droppedFrames) {
  /** Delays are compared over so long, ms. */
  static final long WINDOW_MILLIS = 500;

  /** A frame that came out, with the delay since its capture; both in ms. */
  record Output(long epochMillis, long delayMillis) {}

  /** When frames came out again. */
  static long framesAgain(long failedEpochMillis, List<Output> outputs) {
    long last = failedEpochMillis;
    long longest = 0;
    long again = failedEpochMillis;
    for (Output output : after(failedEpochMillis, outputs)) {
      if (output.epochMillis - last > longest) {
        longest = output.epochMillis - last;
        again = output.epochMillis;
      }
      last = output.epochMillis;
    }
    return again - failedEpochMillis;
  }

  /**
   * The end of the last window whose median delay was above {@code usualMillis}; empty where that
   * is the last window of all.
   */
  static OptionalLong usualDelay(long failedEpochMillis, List<Output> outputs, double usualMillis) {
    TreeMap<Long, List<Long>> windows = new TreeMap<>();
    for (Output output : after(failedEpochMillis, outputs)) {
      long window = (output.epochMillis - failedEpochMillis) / WINDOW_MILLIS;
      windows.computeIfAbsent(window, first -> new ArrayList<>()).add(output.delayMillis);
    }
    long slow =
        windows.entrySet().stream()
            .filter(window -> median(window.getValue()) > usualMillis)
            .mapToLong(window -> window.getKey() + 1)
            .max()
            .orElse(0);
    boolean settled = !windows.isEmpty() && windows.lastKey() >= slow;
    return settled ? OptionalLong.of(slow * WINDOW_MILLIS) : OptionalLong.empty();
  }

  private static List<Output> after(long failedEpochMillis, List<Output> outputs) {
    return outputs.stream()
        .filter(output -> output.epochMillis >= failedEpochMillis)
        .sorted((a, b) -> Long.compare(a.epochMillis, b.epochMillis))
        .toList();
  }

  private static long median(List<Long> delays) {
    return delays.stream().sorted().skip(delays.size() / 2).findFirst().orElseThrow();
  }
}
