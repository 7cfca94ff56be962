package io.understudy.pipeline.soak;

import java.util.List;

/**
 * How one gauge grew after warm-up: the last third against the middle one. Of each the mean of the
 * middle half counts, which one spike does not move, and which does not leap as a median does when
 * a gauge goes to and fro between two values.
 *
 * @param before mean of the middle third
 * @param after mean of the last third
 */
public record SoakVerdict(SoakGauge gauge, double before, double after) {
  private static final double MAX_GROWTH = 0.02;

  /** Judges the samples of a whole soak, at least three. */
  public static List<SoakVerdict> of(List<SoakSample> samples) {
    int third = samples.size() / 3;
    List<SoakSample> middle = samples.subList(third, 2 * third);
    List<SoakSample> last = samples.subList(samples.size() - third, samples.size());
    return List.of(SoakGauge.values()).stream()
        .map(gauge -> new SoakVerdict(gauge, mean(middle, gauge), mean(last, gauge)))
        .toList();
  }

  /** Growth as a fraction, 0 where the gauge was 0. */
  public double growth() {
    return before == 0 ? 0 : after / before - 1;
  }

  /** Whether it grew by no more than 2 %, or by what streams that come and go explain. */
  public boolean holds() {
    return growth() <= MAX_GROWTH || after - before <= gauge.slack();
  }

  /** Mean of what lies between the quartiles. */
  private static double mean(List<SoakSample> samples, SoakGauge gauge) {
    int quarter = samples.size() / 4;
    return samples.stream()
        .mapToDouble(sample -> sample.value(gauge))
        .sorted()
        .skip(quarter)
        .limit(samples.size() - 2 * quarter)
        .average()
        .orElseThrow();
  }
}
