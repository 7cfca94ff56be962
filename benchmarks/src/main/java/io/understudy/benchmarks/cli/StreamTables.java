package io.understudy.benchmarks.cli;

import io.understudy.benchmarks.job.LatencyOverTime;
import io.understudy.benchmarks.job.ProcessPart;
import io.understudy.benchmarks.job.StreamFigures;
import io.understudy.pipeline.cli.Report;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.LatencySummary;
import io.understudy.pipeline.playback.RunSummary;
import io.understudy.pipeline.playback.RunSummary.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables of several streams at once.
 *
 * @param settings of the measured job
 * @param settledSeconds what the job had run for before anything counted
 */
record StreamTables(UnderstudyConfiguration settings, double settledSeconds) {
  private static final List<String> PACED =
      List.of(
          "streams",
          "frames/s asked",
          "frames/s out",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "frames in a batch",
          "dropped %",
          "dropped by reason");
  private static final List<String> WAYS =
      List.of(
          "streams",
          "to the session",
          "waiting for a batch",
          "decoding",
          "network",
          "encoding",
          "to the reader");
  private static final List<String> PROCESSOR =
      Stream.concat(
              Stream.of("streams"), Arrays.stream(ProcessPart.values()).map(ProcessPart::label))
          .toList();
  private static final List<String> OVER_TIME =
      List.of("streams", "from second", "frames out", "p50 ms", "p95 ms", "p99 ms");
  private static final List<String> OVERLOADED =
      List.of(
          "streams",
          "frames/s asked",
          "frames/s out",
          "p50 ms",
          "p99 ms",
          "deadline and a batch, ms",
          "holds",
          "dropped %",
          "dropped by reason");

  Report saturated(List<StreamFigures> measured) {
    return new Report(
        "%s in %s precision, each stream with two frames under way, nothing dropped%s"
            .formatted(settings.model().preset(), settings.model().precision(), settled()),
        List.of("streams", "frames/s", "frames in a batch", "batch p50 ms", "batch p99 ms"),
        measured.stream().map(StreamTables::saturatedRow).toList());
  }

  Report paced(double framesPerSecond, List<StreamFigures> measured) {
    return new Report(
        "Live streams at %s frames/s each, from the time a frame was due until a reader had it%s"
            .formatted(framesPerSecond, settled()),
        PACED,
        measured.stream().map(StreamTables::pacedRow).toList());
  }

  /** Where the time of the frames of {@link #paced} went. */
  Report ways(List<StreamFigures> measured) {
    return new Report(
        "The same frames, part by part, p50 and p99 ms: parts add up at no percentile",
        WAYS,
        measured.stream().map(StreamTables::waysRow).toList());
  }

  /** What the frames of {@link #paced} took of the processors. */
  Report processor(List<StreamFigures> measured) {
    return new Report(
        "Processor time of the process for each of these frames, ms",
        PROCESSOR,
        measured.stream().map(StreamTables::processorRow).toList());
  }

  /** The same latency, by when frames came out. */
  Report overTime(List<StreamFigures> measured) {
    return new Report(
        "The same frames by when they came out, a line for each %d s"
            .formatted(LatencyOverTime.SLICE.toSeconds()),
        OVER_TIME,
        measured.stream().flatMap(StreamTables::overTimeRows).toList());
  }

  Report overloaded(double factor, List<StreamFigures> measured) {
    return new Report(
        "Live streams, together %s times the highest rate above, deadline %d ms"
            .formatted(factor, deadlineMillis()),
        OVERLOADED,
        measured.stream().map(this::overloadedRow).toList());
  }

  private static List<Object> saturatedRow(StreamFigures figures) {
    return List.of(
        figures.streams(),
        Rounded.to(figures.framesPerSecond(), 2),
        Rounded.to(figures.stages().meanBatchFrames(), 2),
        Rounded.to(figures.batchMillis(50), 1),
        Rounded.to(figures.batchMillis(99), 1));
  }

  private static List<Object> pacedRow(StreamFigures figures) {
    return List.of(
        figures.streams(),
        Rounded.to(figures.framesPerSecondAsked(), 1),
        Rounded.to(figures.framesPerSecond(), 1),
        Rounded.to(figures.latency().percentileMillis(50), 1),
        Rounded.to(figures.latency().percentileMillis(95), 1),
        Rounded.to(figures.latency().percentileMillis(99), 1),
        Rounded.to(figures.stages().meanBatchFrames(), 2),
        Rounded.to(figures.droppedPercent(), 1),
        reasons(figures.dropped()));
  }

  private static List<Object> waysRow(StreamFigures figures) {
    RunSummary stages = figures.stages();
    return List.of(
        figures.streams(),
        percentiles(figures.cost().wayIn()),
        percentiles(stages.latency(Stage.QUEUE)),
        percentiles(stages.latency(Stage.DECODE)),
        percentiles(stages.latency(Stage.INFERENCE)),
        percentiles(stages.latency(Stage.ENCODE)),
        percentiles(figures.cost().wayOut()));
  }

  private static Stream<List<Object>> overTimeRows(StreamFigures figures) {
    List<LatencySummary> slices = figures.overTime().slices();
    return IntStream.range(0, slices.size())
        .mapToObj(
            slice ->
                List.of(
                    figures.streams(),
                    slice * LatencyOverTime.SLICE.toSeconds(),
                    slices.get(slice).frames(),
                    Rounded.to(slices.get(slice).percentileMillis(50), 1),
                    Rounded.to(slices.get(slice).percentileMillis(95), 1),
                    Rounded.to(slices.get(slice).percentileMillis(99), 1)));
  }

  private static String percentiles(LatencySummary latency) {
    return "%s, %s"
        .formatted(
            Rounded.to(latency.percentileMillis(50), 1),
            Rounded.to(latency.percentileMillis(99), 1));
  }

  private static List<Object> processorRow(StreamFigures figures) {
    Map<ProcessPart, Double> millis = figures.cost().processorMillis();
    return Stream.concat(
            Stream.<Object>of(figures.streams()),
            Arrays.stream(ProcessPart.values())
                .map(part -> Rounded.to(millis.getOrDefault(part, 0.0), 2)))
        .toList();
  }

  private List<Object> overloadedRow(StreamFigures figures) {
    double bound = deadlineMillis() + figures.batchMillis(99);
    double highest = figures.latency().percentileMillis(99);
    return List.of(
        figures.streams(),
        Rounded.to(figures.framesPerSecondAsked(), 1),
        Rounded.to(figures.framesPerSecond(), 1),
        Rounded.to(figures.latency().percentileMillis(50), 1),
        Rounded.to(highest, 1),
        Rounded.to(bound, 1),
        highest <= bound,
        Rounded.to(figures.droppedPercent(), 1),
        reasons(figures.dropped()));
  }

  private String settled() {
    return settledSeconds > 0 ? "; the job had run %s s before".formatted(settledSeconds) : "";
  }

  private long deadlineMillis() {
    return settings.live().sessionDefaults().deadlineMillis();
  }

  private static String reasons(Map<String, Long> dropped) {
    return new TreeMap<>(dropped)
        .entrySet().stream()
            .map(reason -> reason.getKey() + " " + reason.getValue())
            .collect(Collectors.joining(", "));
  }
}
