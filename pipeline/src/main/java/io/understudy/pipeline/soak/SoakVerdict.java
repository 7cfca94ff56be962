package io.understudy.pipeline.soak;

import java.util.List;

/**
 * How one gauge grew from the end of warm-up, a third of the soak, to the end of the soak: a
 * straight line through all samples behind warm-up, which outliers do not move.
 *
 * @param before the line at the end of warm-up
 * @param after the line at the end of the soak
 * @param least growth in the gauge's unit that the samples make certain, see {@link Trend}
 * @param most growth in the gauge's unit that the samples leave possible
 */
public record SoakVerdict(SoakGauge gauge, double before, double after, double least, double most) {
  private static final double MAX_GROWTH = 0.02;
  private static final int LEAST_SAMPLES = 3;

  /** Whether enough samples are left behind warm-up. */
  public static boolean canJudge(List<SoakSample> samples) {
    return behindWarmUp(samples).size() >= LEAST_SAMPLES;
  }

  /**
   * Judges the samples of a soak; what too few of them have stays 0.
   *
   * @throws IllegalArgumentException if fewer than three are left behind warm-up
   */
  public static List<SoakVerdict> of(List<SoakSample> samples) {
    double end = end(samples);
    double warm = warm(samples);
    List<SoakSample> behind = behindWarmUp(samples);
    if (behind.size() < LEAST_SAMPLES) {
      throw new IllegalArgumentException(
          "the soak took %d samples after warm-up, a verdict needs %d or more: let it run longer"
              .formatted(behind.size(), LEAST_SAMPLES));
    }
    return List.of(SoakGauge.values()).stream().map(gauge -> of(gauge, behind, warm, end)).toList();
  }

  private static List<SoakSample> behindWarmUp(List<SoakSample> samples) {
    double warm = warm(samples);
    return samples.stream().filter(sample -> sample.seconds() >= warm).toList();
  }

  private static double warm(List<SoakSample> samples) {
    return end(samples) / 3;
  }

  private static double end(List<SoakSample> samples) {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).seconds();
  }

  private static SoakVerdict of(SoakGauge gauge, List<SoakSample> behind, double warm, double end) {
    List<SoakSample> samples = behind.stream().filter(sample -> sample.has(gauge)).toList();
    if (samples.size() < LEAST_SAMPLES) {
      return new SoakVerdict(gauge, 0, 0, 0, 0);
    }
    double seconds = end - warm;
    Trend trend =
        Trend.of(
            samples.stream().mapToDouble(sample -> sample.seconds() - end).toArray(),
            samples.stream().mapToDouble(sample -> sample.value(gauge)).toArray());
    return new SoakVerdict(
        gauge,
        trend.level() - trend.slope() * seconds,
        trend.level(),
        trend.low() * seconds,
        trend.high() * seconds);
  }

  /** Growth as a fraction, 0 where the gauge was 0. */
  public double growth() {
    return fraction(after - before);
  }

  /** Growth that the samples make certain, as a fraction. */
  public double leastGrowth() {
    return fraction(least);
  }

  /** Growth that the samples leave possible, as a fraction. */
  public double mostGrowth() {
    return fraction(most);
  }

  /** Whether it grew by no more than 2 %, or by what streams that come and go explain. */
  public boolean holds() {
    double judged = gauge.certain() ? growth() : leastGrowth();
    return judged <= MAX_GROWTH || after - before <= gauge.slack();
  }

  private double fraction(double grown) {
    return before == 0 ? 0 : grown / before;
  }
}
