package io.understudy.operators;

/** What the values of options are held against. */
final class OptionRanges {
  private OptionRanges() {}

  static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s is %d, it must be at least 1: correct the option".formatted(name, value));
    }
  }

  static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, it must be from %d to %d: correct the option"
              .formatted(name, value, least, most));
    }
  }
}
