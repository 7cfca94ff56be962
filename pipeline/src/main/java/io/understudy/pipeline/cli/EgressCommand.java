package io.understudy.pipeline.cli;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.feed.Backoff;
import io.understudy.connectors.feed.EncodedOutput;
import io.understudy.connectors.feed.FeedAddress;
import io.understudy.connectors.feed.FeedSound;
import io.understudy.connectors.feed.MjpegServer;
import io.understudy.connectors.feed.SoundFeed;
import io.understudy.connectors.feed.SteadyFeed;
import io.understudy.connectors.feed.SteadyOutput;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.egress.Egress;
import io.understudy.pipeline.egress.FilmOutlet;
import io.understudy.pipeline.egress.MjpegOutlet;
import io.understudy.pipeline.egress.Outlet;
import io.understudy.pipeline.egress.PushOutlet;
import io.understudy.pipeline.egress.SoundIntake;
import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.StreamReader;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy egress}. */
@Command(
    name = "egress",
    description = {
      "Send a stream's reenacted frames out: RTMP, SRT, HLS, an mp4, or MJPEG over HTTP.",
      "Runs until Ctrl-C and connects again when the receiver was gone."
    })
final class EgressCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_DELAY_MILLIS = 10_000;
  private static final int HTTP_PORT = 80;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ReportOptions report;
  @Mixin private SigningOptions signing;

  @Parameters(paramLabel = "STREAM", description = "The stream to send out.")
  private String streamId;

  @Option(
      names = "--out",
      paramLabel = "ADDRESS",
      required = true,
      description =
          "rtmp://..., srt://..., a .m3u8 playlist, an .mp4 that appears at the end, or"
              + " http://HOST:PORT to serve MJPEG there.")
  private String out;

  @Option(
      names = "--sound",
      paramLabel = "ADDRESS",
      description =
          "Sound to go with it: for an .mp4 a file, copied bit for bit; else a live feed, best the"
              + " one that drives the stream.")
  private String sound;

  @Option(
      names = "--target-delay",
      paramLabel = "MILLIS",
      description =
          "Let pictures and sound leave when they are exactly this old; what is late is dropped and"
              + " counted (default: 0, as they come).")
  private long targetDelayMillis;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "25",
      description = "Frame rate of the output; an .mp4 keeps the feed's times (default: 25).")
  private double framesPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after this time (default: never).")
  private double seconds = Double.MAX_VALUE;

  @Override
  public Integer call() {
    FeedAddress target = check(new GivenOptions(spec));
    UnderstudyConfiguration.Kafka kafka = configuration.read().kafka();
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.require(List.of(Topic.REENACTED_FRAMES));
    }
    try (StopSignal stop = new StopSignal(seconds);
        Outlet outlet = outlet(target)) {
      spec.commandLine()
          .getOut()
          .printf("Stream %s goes to %s; Ctrl-C ends it.%n", streamId, target);
      spec.commandLine().getOut().flush();
      Egress egress =
          new Egress(
              streamId,
              TimeUnit.MILLISECONDS.toMicros(targetDelayMillis),
              outlet,
              Clock.systemUTC());
      if (sound == null || target.kind() == FeedAddress.Kind.FILE) {
        carry(kafka, egress, stop);
      } else {
        carryWithSound(kafka, egress, stop);
      }
      report.show(
          EgressTable.of(targetDelayMillis, egress, outlet.dropped()), spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }

  private FeedAddress check(GivenOptions given) {
    report.check();
    require(seconds > 0, "--seconds must be above 0, got %s; give another number", seconds);
    require(
        framesPerSecond >= 1 && framesPerSecond <= 240,
        "--fps must be within 1 and 240, got %s; give the feed's",
        framesPerSecond);
    require(
        targetDelayMillis >= 0 && targetDelayMillis <= MAX_DELAY_MILLIS,
        "--target-delay must be within 0 and 10000 ms, got %s; give another number",
        targetDelayMillis);
    try {
      FeedAddress target = FeedAddress.output(out);
      if (target.kind() == FeedAddress.Kind.FILE || target.kind() == FeedAddress.Kind.HLS) {
        OutputPath.requireWritable(Path.of(out));
      }
      if (target.kind() == FeedAddress.Kind.HTTP) {
        served();
        given.refuse("where MJPEG shows pictures as they come", "--fps");
      }
      checkSound(target);
      signing.check(target.kind() == FeedAddress.Kind.FILE ? Path.of(out) : null);
      return target;
    } catch (IOException refused) {
      throw new BadInputException(refused.getMessage(), refused);
    }
  }

  private void checkSound(FeedAddress target) throws IOException {
    if (sound == null) {
      return;
    }
    FeedAddress heard = FeedAddress.input(sound, false);
    boolean file = heard.kind() == FeedAddress.Kind.FILE;
    require(
        target.kind() != FeedAddress.Kind.HTTP,
        "--sound %s has no place in MJPEG; leave it away or choose another --out",
        heard);
    require(
        target.kind() != FeedAddress.Kind.FILE || file && Path.of(sound).toFile().canRead(),
        "--sound %s must be a file that can be read, because the output is one; give its path",
        heard);
    require(
        target.kind() == FeedAddress.Kind.FILE || !file,
        "--sound %s must be a live feed, because the output is one; give its address",
        heard);
    if (target.kind() == FeedAddress.Kind.FILE) {
      Film.checkSound(Path.of(sound));
    }
  }

  private static void require(boolean right, String sentence, Object value) {
    if (!right) {
      throw new BadInputException(sentence.formatted(value));
    }
  }

  private Outlet outlet(FeedAddress target) {
    return switch (target.kind()) {
      case FILE ->
          new SignedOutlet(
              new FilmOutlet(
                  Film.recording(Path.of(out), framesPerSecond),
                  sound == null ? null : Path.of(sound)),
              signing,
              Path.of(out),
              spec.commandLine().getOut());
      case HTTP -> new MjpegOutlet(server());
      default -> new PushOutlet(output(target));
    };
  }

  private MjpegServer server() {
    try {
      return MjpegServer.open(served());
    } catch (IOException refused) {
      throw new BadInputException(refused.getMessage(), refused);
    }
  }

  private InetSocketAddress served() {
    return ListenAddress.of(out, HTTP_PORT)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--out is '%s', it must be http://HOST:PORT; give for example http://localhost:8080"
                        .formatted(out)));
  }

  private SteadyOutput output(FeedAddress target) {
    EncodedOutput.Settings settings =
        new EncodedOutput.Settings(framesPerSecond, sound != null, PATIENCE);
    return new SteadyOutput(
        (width, height) -> EncodedOutput.open(target, width, height, settings),
        Backoff.of(target),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        this::announce);
  }

  private void carry(UnderstudyConfiguration.Kafka kafka, Egress egress, StopSignal stop) {
    try (StreamReader<ReenactedFrame> frames = StreamReader.reenactedFrames(kafka, From.NOW)) {
      while (!stop.given()) {
        egress.take(frames.poll(POLL));
        egress.release();
      }
    }
  }

  private void carryWithSound(UnderstudyConfiguration.Kafka kafka, Egress egress, StopSignal stop) {
    try (StreamReader<ReenactedFrame> frames = StreamReader.reenactedFrames(kafka, From.NOW);
        SoundIntake intake = new SoundIntake(soundFeed())) {
      while (!stop.given()) {
        egress.take(frames.poll(POLL));
        for (Optional<FeedSound> piece = intake.poll(); piece.isPresent(); piece = intake.poll()) {
          egress.take(piece.get());
        }
        egress.release();
      }
    }
  }

  private SteadyFeed<FeedSound> soundFeed() {
    try {
      FeedAddress address = FeedAddress.input(sound, false);
      return new SteadyFeed<>(
          () -> SoundFeed.open(address, PATIENCE, Clock.systemUTC()),
          Backoff.of(address),
          TimeUnit.MILLISECONDS::sleep,
          this::announce);
    } catch (IOException refused) {
      throw new BadInputException(refused.getMessage(), refused);
    }
  }

  private void announce(IOException lost) {
    spec.commandLine().getErr().println(lost.getMessage());
    spec.commandLine().getErr().flush();
  }
}
