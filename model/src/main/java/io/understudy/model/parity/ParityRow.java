package io.understudy.model.parity;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One line of a parity table.
 *
 * @param fixture name of the fixture
 * @param array name of the array, or what else the line is about
 * @param largestDifference largest absolute difference over all compared elements and statistics;
 *     infinite where an element is not finite, empty where nothing was compared
 * @param tolerance largest difference that passes, empty where no tolerance applies
 * @param note more about the line, may be empty
 */
public record ParityRow(
    String fixture,
    String array,
    OptionalDouble largestDifference,
    OptionalDouble tolerance,
    Verdict verdict,
    String note) {
  public ParityRow {
    Objects.requireNonNull(fixture, "fixture");
    Objects.requireNonNull(array, "array");
    Objects.requireNonNull(largestDifference, "largestDifference");
    Objects.requireNonNull(tolerance, "tolerance");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(note, "note");
  }

  static ParityRow skipped(String fixture, String what, String why) {
    return uncompared(fixture, what, Verdict.SKIPPED, why);
  }

  static ParityRow failed(String fixture, String what, String why) {
    return uncompared(fixture, what, Verdict.FAILED, why);
  }

  private static ParityRow uncompared(String fixture, String what, Verdict verdict, String why) {
    return new ParityRow(
        fixture, what, OptionalDouble.empty(), OptionalDouble.empty(), verdict, why);
  }

  /** Whether this line makes the whole run fail. */
  public boolean failed() {
    return verdict == Verdict.FAILED;
  }
}
