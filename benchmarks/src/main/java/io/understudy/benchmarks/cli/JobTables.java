package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.JobComparison;
import io.understudy.benchmarks.job.Throughput;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.cli.SummaryTable;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.List;
import java.util.OptionalDouble;

/** The tables of the job: against the bare engine, latencies by stage, memory. */
final class JobTables {
  private JobTables() {}

  static List<Report> of(UnderstudyConfiguration.Model model, JobComparison comparison) {
    return List.of(
        speed(model, comparison),
        SummaryTable.of(
            comparison.outcome().framesIn(),
            comparison.outcome().seconds(),
            comparison.outcome().summary()),
        memory(comparison));
  }

  private static Report speed(UnderstudyConfiguration.Model model, JobComparison comparison) {
    return new Report(
        "%s in %s precision, one stream, after a warm-up of 50 frames"
            .formatted(model.preset(), model.precision()),
        List.of("what runs", "frames", "frames/s", "overhead %"),
        List.of(
            List.of(
                "bare engine, batches of " + comparison.batchFrames(),
                comparison.before().frames() + comparison.after().frames(),
                Rounded.to(comparison.engineFramesPerSecond(), 2),
                ""),
            List.of(
                "whole job, batches of up to " + comparison.batchFrames(),
                comparison.job().frames(),
                Rounded.to(comparison.job().framesPerSecond(), 2),
                Rounded.to(comparison.overheadPercent(), 1))));
  }

  private static Report memory(JobComparison comparison) {
    return new Report(
        "Resident memory of the process",
        List.of("what runs", "MiB after 50 frames", "MiB after all", "frames"),
        List.of(
            memory("bare engine", comparison.before()),
            memory("whole job, broker and cluster included", comparison.job())));
  }

  private static List<Object> memory(String what, Throughput run) {
    return List.of(
        what, mebibytes(run.warmMebibytes()), mebibytes(run.finalMebibytes()), run.frames());
  }

  private static Object mebibytes(OptionalDouble value) {
    return value.isPresent() ? Math.round(value.getAsDouble()) : "not told by this system";
  }
}
