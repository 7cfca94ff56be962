package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.JobComparison;
import io.understudy.benchmarks.job.ProcessPart;
import io.understudy.benchmarks.job.Throughput;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.cli.SummaryTable;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The tables of the job: against the bare engine, processor time, latencies by stage, memory. */
final class JobTables {
  private static final String UNKNOWN = "not told by this system";

  private JobTables() {}

  static List<Report> of(UnderstudyConfiguration.Model model, JobComparison comparison) {
    return List.of(
        speed(model, comparison),
        processor(comparison),
        SummaryTable.of(
            comparison.outcome().framesIn(),
            comparison.outcome().seconds(),
            comparison.outcome().summary()),
        memory(comparison));
  }

  private static Report speed(UnderstudyConfiguration.Model model, JobComparison comparison) {
    int batch = comparison.batchFrames();
    return new Report(
        "%s in %s precision, one stream, without the first 50 frames and the last batches in flight"
            .formatted(model.preset(), model.precision()),
        List.of("what runs", "frames", "frames/s", "overhead %"),
        List.of(
            speed("bare engine, batches of " + batch, comparison.before(), ""),
            speed(
                "whole job, batches of up to " + batch,
                comparison.job(),
                Rounded.to(comparison.overheadPercent(), 1)),
            speed("bare engine again", comparison.after(), "")));
  }

  private static List<Object> speed(String what, Throughput run, Object overhead) {
    return List.of(what, run.frames(), Rounded.to(run.framesPerSecond(), 2), overhead);
  }

  private static Report processor(JobComparison comparison) {
    return new Report(
        "Processor time of the process, ms a frame, of what the table above counts",
        Stream.concat(
                Stream.of("what runs", "all"),
                Arrays.stream(ProcessPart.values()).map(ProcessPart::label))
            .toList(),
        List.of(
            processor("bare engine", comparison.before()),
            processor("whole job", comparison.job()),
            processor("bare engine again", comparison.after())));
  }

  private static List<Object> processor(String what, Throughput run) {
    Map<ProcessPart, Double> millis = run.processorMillis();
    if (millis.isEmpty()) {
      return Stream.concat(
              Stream.<Object>of(what, UNKNOWN), Arrays.stream(ProcessPart.values()).map(part -> ""))
          .toList();
    }
    double all = millis.values().stream().mapToDouble(Double::doubleValue).sum();
    return Stream.concat(
            Stream.<Object>of(what, Rounded.to(all, 2)),
            Arrays.stream(ProcessPart.values())
                .map(part -> Rounded.to(millis.getOrDefault(part, 0.0), 2)))
        .toList();
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
    return value.isPresent() ? Math.round(value.getAsDouble()) : UNKNOWN;
  }
}
