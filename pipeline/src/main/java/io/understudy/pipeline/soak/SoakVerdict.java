package io.understudy.pipeline.soak;

import java.util.List;

/**
 * How one gauge grew after warm-up: the median of the last third against that of the middle one.
 *
 * @param before median of the middle third
 * @param after median of the last third
 */
public record SoakVerdict(SoakGauge gauge, double before, double after) {
  private static final double MAX_GROWTH = 0.02;

  /** Judges the samples of a whole soak, at least three. */
  public static List<SoakVerdict> of(List<SoakSample> samples) {
    int third = samples.size() / 3;
    List<SoakSample> middle = samples.subList(third, 2 * third);
    List<SoakSample> last = samples.subList(samples.size() - third, samples.size());
    return List.of(SoakGauge.values()).stream()
        .map(gauge -> new SoakVerdict(gauge, median(middle, gauge), median(last, gauge)))
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

  private static double median(List<SoakSample> samples, SoakGauge gauge) {
    double[] sorted =
        samples.stream().mapToDouble(sample -> sample.value(gauge)).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
