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
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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

  @Override
  public Integer call() {
    check();
    UnderstudyConfiguration.Kafka kafka = configuration.read().kafka();
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.require(streamId == null ? PAGE_TOPICS : STREAM_TOPICS);
    }
    PrintWriter console = spec.commandLine().getOut();
    if (streamId == null) {
      page.serve(kafka, seconds, console);
      return ExitCode.OK;
    }
    WatchedStream stream = new WatchedStream(streamId, console);
    try (StopSignal stop = new StopSignal(seconds)) {
      double took = out == null ? watch(kafka, stop, stream, f -> {}) : record(kafka, stop, stream);
      report.show(stream.summary(took), console);
    }
    return ExitCode.OK;
  }

  private void check() {
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
  }

  private double record(
      UnderstudyConfiguration.Kafka kafka, StopSignal stop, WatchedStream stream) {
    Outlet film = recording();
    double took;
    try (film) {
      took = watch(kafka, stop, stream, film::write);
    }
    long pictures = stream.frames() - film.dropped();
    if (pictures > 0) {
      spec.commandLine().getOut().printf("Written: %s, %d pictures%n", out, pictures);
    }
    return took;
  }

  /** Closed, it completes its film, also where an error ends the watch. */
  private Outlet recording() {
    FilmOutlet film = new FilmOutlet(Film.recording(out, NOMINAL_FRAMES_PER_SECOND), null);
    return new SignedOutlet(film, signing, out, spec.commandLine().getOut());
  }

  private double watch(
      UnderstudyConfiguration.Kafka kafka,
      StopSignal stop,
      WatchedStream stream,
      Consumer<ReenactedFrame> recording) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(WatchedStream.head());
    long start = System.nanoTime();
    long lineStart = start;
    try (StreamReader<ReenactedFrame> frames = StreamReader.reenactedFrames(kafka, From.NOW);
        StreamReader<StreamEvent> events = StreamReader.events(kafka, From.NOW);
        StreamReader<DeadLetter> letters = StreamReader.deadLetters(kafka, From.NOW)) {
      while (!stop.given()) {
        stream.seeFrames(frames.poll(POLL), recording);
        stream.seeEvents(events.poll(Duration.ZERO));
        stream.seeLetters(letters.poll(Duration.ZERO));
        if (System.nanoTime() - lineStart >= LINE_NANOS) {
          console.println(stream.nextLine(secondsSince(lineStart)));
          console.flush();
          lineStart = System.nanoTime();
        }
      }
    }
    return secondsSince(start);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
