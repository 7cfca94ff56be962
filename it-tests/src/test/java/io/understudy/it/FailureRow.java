package io.understudy.it;

import io.understudy.it.Arrivals.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a failure did to one stream.
 *
 * @param failure in words
 * @param delivery the guarantee of the topic
 * @param published driving frames
 * @param lost frames that never came
 * @param repeated frames that came before
 * @param outOfOrder frames that came for the first time behind a later one
 * @param seconds from the failure until a frame came that was captured after it
 */
record FailureRow(
    String failure,
    String delivery,
    long published,
    long lost,
    long repeated,
    long outOfOrder,
    double seconds) {
  static FailureRow of(
      String failure, String delivery, long published, List<Arrival> arrivals, double seconds) {
    Set<Long> seen = new HashSet<>();
    long newest = -1;
    long outOfOrder = 0;
    for (Arrival arrival : arrivals) {
      if (seen.add(arrival.sequence())) {
        outOfOrder += arrival.sequence() < newest ? 1 : 0;
        newest = Math.max(newest, arrival.sequence());
      }
    }
    return new FailureRow(
        failure,
        delivery,
        published,
        published - seen.size(),
        arrivals.size() - seen.size(),
        outOfOrder,
        seconds);
  }

  /** A row of the table in docs/guarantees.md. */
  String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %.1f |",
        failure,
        delivery,
        published,
        lost,
        repeated,
        outOfOrder,
        seconds);
  }

  /** The table of docs/guarantees.md. */
  static String table(List<FailureRow> rows) {
    return rows.stream()
        .map(FailureRow::markdown)
        .collect(
            Collectors.joining(
                "\n",
                "| failure | delivery | frames | lost | repeated | out of order | seconds |\n"
                    + "|---|---|---|---|---|---|---|\n",
                "\n"));
  }
}
