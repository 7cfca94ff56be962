package io.understudy.pipeline.configuration;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a misspelt word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * A candidate that starts with {@code word}, else the one with the fewest inserted, deleted or
   * replaced letters; the first on a tie.
   */
  public static String of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.<String, Boolean>comparing(candidate -> !candidate.startsWith(word))
                .thenComparingInt(candidate -> editDistance(word, candidate)))
        .orElseThrow(() -> new IllegalArgumentException("no candidates for " + word));
  }

  private static int editDistance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
