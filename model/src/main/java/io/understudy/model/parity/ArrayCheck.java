package io.understudy.model.parity;

import io.understudy.model.kernel.Precision;
import io.understudy.model.network.PixelRange;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The rule that an array passes by. In {@code exact}: every element and statistic within the
 * fixture's tolerance. In {@code fast} those tolerances say nothing about bf16: a picture passes
 * with a PSNR of at least 38 dB as it is written (clamped to the network's range), every other
 * array is informative as long as it is finite and of the right shape. Immutable.
 */
final class ArrayCheck {
  /** A mean square error of about 3 of 255 levels, hard to see in a moving picture. */
  static final double LEAST_PICTURE_DECIBELS = 38;

  private static final String NOT_FINITE = "not finite";
  private static final Set<String> PICTURES = Set.of("prediction", "out");

  private final Fixture fixture;
  private final Precision precision;
  private final PixelRange range;

  ArrayCheck(Fixture fixture, Precision precision, PixelRange range) {
    this.fixture = fixture;
    this.precision = precision;
    this.range = range;
  }

  /**
   * Judges one array.
   *
   * @param label name of the line
   * @param actual what this build computed, null where it computed no such array
   */
  ParityRow row(String label, GoldenArray golden, HostArray actual) {
    if (actual == null) {
      return ParityRow.failed(fixture.name(), label, "this build computes no array of this name");
    }
    if (!Arrays.equals(golden.shape(), actual.shape())) {
      return ParityRow.failed(
          fixture.name(),
          label,
          "shape must be %s, got %s"
              .formatted(Arrays.toString(golden.shape()), Arrays.toString(actual.shape())));
    }
    return precision == Precision.EXACT
        ? exact(label, golden, actual)
        : fast(label, golden, actual);
  }

  private ParityRow exact(String label, GoldenArray golden, HostArray actual) {
    double tolerance = fixture.tolerance(golden);
    double difference =
        Math.max(largestDifference(golden, actual), statisticsDifference(golden, actual));
    return new ParityRow(
        fixture.name(),
        label,
        OptionalDouble.of(difference),
        OptionalDouble.of(tolerance),
        difference <= tolerance ? Verdict.PASSED : Verdict.FAILED,
        note(golden, difference));
  }

  private ParityRow fast(String label, GoldenArray golden, HostArray actual) {
    double difference = largestDifference(golden, actual);
    Verdict verdict = Double.isFinite(difference) ? Verdict.INFORMATIVE : Verdict.FAILED;
    String note = Double.isFinite(difference) ? "" : NOT_FINITE;
    if (PICTURES.contains(golden.name())) {
      double decibels = decibels(golden.values(), golden.counterpart(actual));
      verdict = decibels >= LEAST_PICTURE_DECIBELS ? Verdict.PASSED : Verdict.FAILED;
      note =
          String.format(
              Locale.ROOT, "PSNR %.1f dB, at least %.0f dB", decibels, LEAST_PICTURE_DECIBELS);
    }
    return new ParityRow(
        fixture.name(),
        label,
        OptionalDouble.of(difference),
        OptionalDouble.empty(),
        verdict,
        note);
  }

  private static String note(GoldenArray golden, double difference) {
    if (!Double.isFinite(difference)) {
      return NOT_FINITE;
    }
    return golden.statistics().isPresent() ? "sample and statistics" : "";
  }

  private static double largestDifference(GoldenArray golden, HostArray actual) {
    float[] expected = golden.values();
    float[] computed = golden.counterpart(actual);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = larger(largest, Math.abs((double) expected[i] - computed[i]));
    }
    return largest;
  }

  private static double statisticsDifference(GoldenArray golden, HostArray actual) {
    if (golden.statistics().isEmpty()) {
      return 0;
    }
    float[] expected = golden.statistics().get();
    double[] computed = Statistics.of(actual.values());
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = larger(largest, Math.abs(expected[i] - computed[i]));
    }
    return largest;
  }

  /** The larger of two; infinite where {@code difference} is not a number. */
  private static double larger(double largest, double difference) {
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
  }

  private double decibels(float[] expected, float[] computed) {
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = clamped(expected[i]) - clamped(computed[i]);
      squares += difference * difference;
    }
    double span = 255 * range.scale();
    return 10 * Math.log10(span * span * expected.length / squares);
  }

  private double clamped(float value) {
    double least = range.shift();
    return Math.max(least, Math.min(least + 255 * range.scale(), value));
  }
}
