package io.understudy.connectors.contract;

/**
 * How the driving keypoints are calmed: the settings of a one-euro filter.
 *
 * @param restingCutoffHertz cutoff for what rests, above 0 to 1000; less is calmer
 * @param cutoffPerSpeed Hz by which the cutoff rises for each unit a second, 0 to 1000; more lags
 *     less
 * @param speedCutoffHertz cutoff of the speed itself, above 0 to 1000
 */
public record JitterFilter(
    double restingCutoffHertz, double cutoffPerSpeed, double speedCutoffHertz) {
  /** A resting head is calmed, a turn lags by less than a frame. */
  public static final JitterFilter DEFAULT = new JitterFilter(1, 12, 1);

  private static final double MAX_HERTZ = 1000;

  public JitterFilter {
    cutoff("resting cutoff", restingCutoffHertz);
    cutoff("speed cutoff", speedCutoffHertz);
    if (!(cutoffPerSpeed >= 0 && cutoffPerSpeed <= MAX_HERTZ)) {
      throw new IllegalArgumentException(
          "cutoff per speed of the jitter filter is %s, it must be 0 to 1000: correct it"
              .formatted(cutoffPerSpeed));
    }
  }

  private static void cutoff(String name, double hertz) {
    if (!(hertz > 0 && hertz <= MAX_HERTZ)) {
      throw new IllegalArgumentException(
          "%s of the jitter filter is %s Hz, it must be above 0 to 1000 Hz: correct it"
              .formatted(name, hertz));
    }
  }
}
