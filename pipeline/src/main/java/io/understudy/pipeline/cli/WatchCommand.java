package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.egress.FilmOutlet;
import io.understudy.pipeline.egress.Outlet;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.FrameOrder;
import io.understudy.pipeline.playback.RunSummary;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy watch}. */
@Command(
    name = "watch",
    description = {
      "Serve a page that shows all streams, live, with controls to start, stop and change sources.",
      "With STREAM instead: that stream's rate, latency and drops, one line a second.",
      "Ends after --seconds, or on Ctrl-C; the closing table is over the whole time."
    })
final class WatchCommand implements Callable<Integer> {
  private static final List<Topic> STREAM_TOPICS =
      List.of(Topic.REENACTED_FRAMES, Topic.STREAM_EVENTS, Topic.DEAD_LETTERS);

  /** What the page reads: all but announced weights. */
  private static final List<Topic> PAGE_TOPICS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Topic.MODELS)));

  private static final double NOMINAL_FRAMES_PER_SECOND = 25;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LINE_NANOS = Duration.ofSeconds(1).toNanos();

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;

  @Mixin private PageOptions page;
  @Mixin private SigningOptions signing;

  @Parameters(
      paramLabel = "STREAM",
      arity = "0..1",
      description = "The stream to print figures of (default: none, a page of all).")
  private String streamId;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after this time (default: never).")
  private double seconds = Double.MAX_VALUE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Record the frames as an mp4 too; it appears at the end.")
  private Path out;

  private final RunSummary whole = new RunSummary();
  private final FrameOrder order = new FrameOrder();
  private RunSummary line = new RunSummary();
  private long dropped;
  private long refused;

  @Override
  public Integer call() {
    report.check();
    if (out != null) {
      OutputPath.requireWritable(out);
    }
    if (!(seconds > 0)) {
      throw new BadInputException(
          "--seconds must be above 0, got %s; give another number".formatted(seconds));
    }
    if (out != null && streamId == null) {
      throw new BadInputException("--out %s records one stream: name it too".formatted(out));
    }
    if (streamId == null) {
      new GivenOptions(spec).refuse("without STREAM, whose figures it holds", "--json");
    }
    page.check(streamId == null);
    signing.check(out);
    UnderstudyConfiguration.Kafka kafka = configuration.read().kafka();
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.require(streamId == null ? PAGE_TOPICS : STREAM_TOPICS);
    }
    if (streamId == null) {
      page.serve(kafka, seconds, spec.commandLine().getOut());
      return ExitCode.OK;
    }
    try (StopSignal stop = new StopSignal(seconds)) {
      double took = record(kafka, stop);
      report.show(
          SummaryTable.of(whole.framesOut() + dropped + refused, took, whole),
          spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }

  private double record(UnderstudyConfiguration.Kafka kafka, StopSignal stop) {
    if (out == null) {
      return watch(kafka, stop, frame -> {});
    }
    double took;
    try (Outlet film = recording()) {
      took = watch(kafka, stop, film::write);
    }
    if (whole.framesOut() > 0) {
      spec.commandLine().getOut().printf("Written: %s, %d pictures%n", out, whole.framesOut());
    }
    return took;
  }

  /** Closed, it completes its film, also where an error ends the watch. */
  private Outlet recording() {
    FilmOutlet film = new FilmOutlet(Film.recording(out, NOMINAL_FRAMES_PER_SECOND), null);
    return new SignedOutlet(film, signing, out, spec.commandLine().getOut());
  }

  private double watch(
      UnderstudyConfiguration.Kafka kafka, StopSignal stop, Consumer<ReenactedFrame> recording) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%9s %9s %9s %9s %9s %9s%n", "frames/s", "p50 ms", "p99 ms", "batch", "dropped", "refused");
    long start = System.nanoTime();
    long lineStart = start;
    try (StreamReader<ReenactedFrame> frames = StreamReader.reenactedFrames(kafka, From.NOW);
        StreamReader<StreamEvent> events = StreamReader.events(kafka, From.NOW);
        StreamReader<DeadLetter> letters = StreamReader.deadLetters(kafka, From.NOW)) {
      while (!stop.given()) {
        count(
            frames.poll(POLL), recording, events.poll(Duration.ZERO), letters.poll(Duration.ZERO));
        if (System.nanoTime() - lineStart >= LINE_NANOS) {
          out.println(line(secondsSince(lineStart)));
          out.flush();
          line = new RunSummary();
          lineStart = System.nanoTime();
        }
      }
    }
    return secondsSince(start);
  }

  private void count(
      List<ReenactedFrame> frames,
      Consumer<ReenactedFrame> recording,
      List<StreamEvent> events,
      List<DeadLetter> letters) {
    for (ReenactedFrame frame : frames) {
      if (frame.streamId().equals(streamId) && order.isNew(frame)) {
        line.record(frame.timings());
        whole.record(frame.timings());
        recording.accept(frame);
      }
    }
    for (StreamEvent event : events) {
      if (event.streamId().equals(streamId)) {
        if (event.kind() == StreamEvent.Kind.FRAMES_DROPPED) {
          dropped += event.count();
        } else {
          announce(event);
        }
      }
    }
    refused += letters.stream().filter(letter -> letter.streamId().equals(streamId)).count();
  }

  private void announce(StreamEvent event) {
    spec.commandLine()
        .getOut()
        .printf(
            "          %s %s %s%n",
            event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            event.sourceId(),
            event.detail());
  }

  private String line(double took) {
    return String.format(
        Locale.ROOT,
        "%9.1f %9.1f %9.1f %9.1f %9d %9d",
        line.framesOut() / took,
        line.latency(RunSummary.Stage.CAPTURE_TO_OUTPUT).percentileMillis(50),
        line.latency(RunSummary.Stage.CAPTURE_TO_OUTPUT).percentileMillis(99),
        line.meanBatchFrames(),
        dropped,
        refused);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
