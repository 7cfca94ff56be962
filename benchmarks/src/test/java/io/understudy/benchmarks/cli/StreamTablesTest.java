package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.benchmarks.job.FrameCost;
import io.understudy.benchmarks.job.LatencyOverTime;
import io.understudy.benchmarks.job.ProcessPart;
import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RunSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamTablesTest {
  private static final StreamTables TABLES =
      new StreamTables(UnderstudyConfiguration.defaults(), 60);

  /** Two frames out of eight in a second, in batches of 300 ms; the rest dropped. */
  private static StreamFigures figures(long latencyMillis) {
    RunSummary stages = new RunSummary();
    LatencySummary latency = new LatencySummary();
    LatencyOverTime overTime = new LatencyOverTime();
    for (int frame = 0; frame < 2; frame++) {
      stages.record(new StageTimings(0, 0, 300_000, 0, 0, 2));
      latency.record(1000 * latencyMillis);
      overTime.record(25_000_000L * frame, 1000 * latencyMillis);
    }
    FrameCost cost =
        new FrameCost(new LatencySummary(), new LatencySummary(), Map.of(ProcessPart.BROKER, 1.25));
    return new StreamFigures(
        4, 8, 8, 1, stages, latency, overTime, cost, Map.of("queue-full", 4L, "deadline", 2L));
  }

  @Test
  void theRateIsThatOfAllStreamsTogether() {
    Report table = TABLES.saturated(List.of(figures(10)));

    assertThat(table.records().get(0))
        .containsEntry("frames/s", 2.0)
        .containsEntry("frames in a batch", 2.0)
        .containsEntry("batch p50 ms", 300.0);
  }

  @Test
  void droppedFramesAreCountedApartByReason() {
    Report table = TABLES.paced(2, List.of(figures(10)));

    assertThat(table.records().get(0))
        .containsEntry("dropped %", 75.0)
        .containsEntry("dropped by reason", "deadline 2, queue-full 4");
  }

  @Test
  void whatAFrameTookIsToldByPart() {
    assertThat(TABLES.ways(List.of(figures(10))).records().get(0))
        .containsEntry("network", "300.0, 300.0")
        .containsEntry("decoding", "0.0, 0.0");
    assertThat(TABLES.processor(List.of(figures(10))).records().get(0))
        .containsEntry("Kafka broker", 1.25)
        .containsEntry("inference worker", 0.0);
  }

  @Test
  void latencyIsToldByWhenFramesCameOut() {
    Report table = TABLES.overTime(List.of(figures(10)));

    assertThat(table.records())
        .extracting(row -> row.get("from second"), row -> row.get("frames out"))
        .containsExactly(tuple(0L, 1L), tuple(10L, 0L), tuple(20L, 1L));
    assertThat(table.records())
        .extracting(row -> row.get("p99 ms"))
        .containsExactly(10.0, 0.0, 10.0);
  }

  @Test
  void theTableSaysHowLongTheJobHadRunBefore() {
    assertThat(TABLES.paced(25, List.of(figures(10))).title())
        .endsWith("; the job had run 60.0 s before");
  }

  @Test
  void overloadHoldsWhereTheSlowestFramesStayWithinDeadlineAndBatch() {
    Report table = TABLES.overloaded(1.6, List.of(figures(2290), figures(2310)));

    assertThat(table.records()).extracting(row -> row.get("holds")).containsExactly(true, false);
  }
}
