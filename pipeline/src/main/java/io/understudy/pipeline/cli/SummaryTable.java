package io.understudy.pipeline.cli;

import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The closing table of a run. */
public final class SummaryTable {
  private SummaryTable() {}

  /**
   * The table.
   *
   * @param framesIn frames published
   * @param seconds from the first frame in to the last one out
   */
  public static Report of(long framesIn, double seconds, RunSummary summary) {
    List<List<Object>> rows = new ArrayList<>();
    for (RunSummary.Stage stage : RunSummary.Stage.values()) {
      LatencySummary latency = summary.latency(stage);
      rows.add(
          List.of(
              stage.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              millis(latency, 50),
              millis(latency, 95),
              millis(latency, 99)));
    }
    String title =
        String.format(
            Locale.ROOT,
            "%d frames in, %d out in %.1f s: %.1f frames/s, %.1f frames in a batch",
            framesIn,
            summary.framesOut(),
            seconds,
            summary.framesOut() / seconds,
            summary.meanBatchFrames());
    return new Report(title, List.of("stage", "p50 ms", "p95 ms", "p99 ms"), rows);
  }

  private static double millis(LatencySummary latency, double percentile) {
    return Math.round(latency.percentileMillis(percentile) * 10) / 10.0;
  }
}
