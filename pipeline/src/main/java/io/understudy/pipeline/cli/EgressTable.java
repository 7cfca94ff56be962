package io.understudy.pipeline.cli;

import io.understudy.pipeline.egress.Egress;
import io.understudy.pipeline.playback.LatencySummary;
import java.util.List;

/** What an egress has sent, and how old it was when it left. */
final class EgressTable {
  private EgressTable() {}

  static Report of(long targetDelayMillis, Egress egress, long dropped) {
    String title =
        targetDelayMillis == 0
            ? "Sent as it came, no constant delay; %d frames found no receiver".formatted(dropped)
            : "Pictures and sound held to %d ms; %d frames found no receiver"
                .formatted(targetDelayMillis, dropped);
    return new Report(
        title,
        List.of("track", "sent", "late", "p50 ms", "p99 ms"),
        List.of(
            row("pictures", egress.pictureDelay(), egress.latePictures()),
            row("sound", egress.soundDelay(), egress.lateSounds())));
  }

  private static List<Object> row(String track, LatencySummary delay, long late) {
    return List.of(
        track, delay.frames(), late, delay.percentileMillis(50), delay.percentileMillis(99));
  }
}
