package io.understudy.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/** What a refusal must be, whichever bytes it was for: a sentence that fits into a log line. */
final class FuzzedRefusal {
  private static final int MOST_CHARACTERS = 4_000;

  private FuzzedRefusal() {}

  static void check(Exception refusal) {
    assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(MOST_CHARACTERS);
  }
}
