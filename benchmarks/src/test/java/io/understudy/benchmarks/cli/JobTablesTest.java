package io.understudy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.benchmarks.job.JobComparison;
import io.understudy.benchmarks.job.ProcessPart;
import io.understudy.benchmarks.job.Throughput;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalReenactment;
import io.understudy.pipeline.playback.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JobTablesTest {
  private static Throughput run(double framesPerSecond, OptionalDouble mebibytes) {
    return new Throughput(
        500,
        framesPerSecond,
        mebibytes.isPresent() ? Map.of(ProcessPart.WORKER, 80.04, ProcessPart.JVM, 2.0) : Map.of(),
        mebibytes,
        mebibytes);
  }

  private static List<Report> tables() {
    RunSummary summary = new RunSummary();
    summary.record(new StageTimings(100, 200, 3000, 400, 5000, 8));
    JobComparison comparison =
        new JobComparison(
            8,
            run(11, OptionalDouble.of(1234.4)),
            run(8, OptionalDouble.empty()),
            run(9, OptionalDouble.empty()),
            new LocalReenactment.Outcome(500, 62.5, summary));
    return JobTables.of(UnderstudyConfiguration.defaults().model(), comparison);
  }

  @Test
  void overheadIsHowMuchLongerAFrameTakesThanTheMeanOfTheEngineBeforeAndAfter() {
    Report speed = tables().get(0);

    assertThat(speed.records())
        .extracting(row -> row.get("frames/s"))
        .containsExactly(11.0, 8.0, 9.0);
    assertThat(speed.records().get(1)).containsEntry("overhead %", 25.0);
  }

  @Test
  void processorTimeIsToldByPartOfTheProcess() {
    Report processor = tables().get(1);

    assertThat(processor.records().get(0))
        .containsEntry("all", 82.04)
        .containsEntry("inference worker", 80.04)
        .containsEntry("JVM", 2.0)
        .containsEntry("Kafka broker", 0.0);
    assertThat(processor.records().get(1)).containsEntry("all", "not told by this system");
  }

  @Test
  void everyStageHasItsLatencies() {
    assertThat(tables().get(2).records())
        .extracting(row -> row.get("stage"))
        .containsExactly("capture to output", "queue", "decode", "inference", "encode");
  }

  @Test
  void memoryThatTheSystemDoesNotTellIsSaidToBeUnknown() {
    Report memory = tables().get(3);

    assertThat(memory.records().get(0)).containsEntry("MiB after 50 frames", 1234L);
    assertThat(memory.records().get(1).get("MiB after all").toString()).contains("not told");
  }
}
