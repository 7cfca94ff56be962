package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Consent;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.feed.Backoff;
import io.understudy.connectors.feed.FeedAddress;
import io.understudy.connectors.feed.FeedPicture;
import io.understudy.connectors.feed.InputOptions;
import io.understudy.connectors.feed.PictureFeed;
import io.understudy.connectors.feed.SteadyFeed;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.StopSignal;
import io.understudy.pipeline.playback.ClipPublisher;
import io.understudy.pipeline.playback.DrivingCodec;
import io.understudy.pipeline.playback.LivePublisher;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.SessionStart;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.VideoClip;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy publish}. */
@Command(
    name = "publish",
    description = {
      "Publish a portrait, a session and a driving clip or live feed to the topics.",
      "A live session's frames are sent at the clip's own pace; a complete one's at once.",
      "A live feed runs until Ctrl-C and is connected again when it was lost."
    })
final class PublishCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long OLDEST_MICROS = 1_000_000;
  private static final int MOST_WAIT_SECONDS = 3600;

  /** What a studio may write, and the events that it may read. */
  private static final List<Topic> TOPICS =
      List.of(Topic.SOURCES, Topic.SESSIONS, Topic.DRIVING_FRAMES, Topic.STREAM_EVENTS);

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ConsentOptions consent;

  @Option(
      names = "--stream",
      paramLabel = "ID",
      required = true,
      description = "The stream that the clip drives.")
  private String streamId;

  @Option(
      names = "--source-id",
      paramLabel = "ID",
      description = "Name of the source (default: the stream's).")
  private String sourceId;

  @Option(
      names = "--source",
      paramLabel = "IMAGE",
      description = "Publish this portrait and a session that animates it.")
  private Path source;

  @Option(
      names = "--driving",
      paramLabel = "VIDEO",
      description =
          "Publish this feed's frames: a file, /dev/videoN, or an rtmp, srt, rtsp or http address.")
  private String driving;

  @Option(
      names = "--codec",
      paramLabel = "jpeg|h264",
      defaultValue = "jpeg",
      description =
          "How driving frames travel: JPEG, or H.264, a tenth of the bytes (default: jpeg).")
  private DrivingCodec codec;

  @Mixin private FeedInputOptions input;

  @Option(
      names = "--listen",
      description = "Wait at the rtmp or srt address for an encoder instead of calling.")
  private boolean listen;

  @Option(names = "--repeat", description = "Play the file again and again, as a live feed.")
  private boolean repeat;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop a live feed after this time (default: never).")
  private double seconds = Double.MAX_VALUE;

  @Option(
      names = "--wait-seconds",
      paramLabel = "N",
      description = {
        "With --source: send driving frames once the job has encoded the portrait, after this",
        "time in any case; 0 does not wait (default: 30)."
      })
  private double waitSeconds = 30;

  @Mixin private SessionOptions session;

  @Override
  public Integer call() throws InterruptedException {
    if (source == null && driving == null) {
      throw new BadInputException(
          "nothing to publish: --source IMAGE or --driving VIDEO is needed; give one or both");
    }
    if (!(seconds > 0)) {
      throw new BadInputException(
          "--seconds must be above 0, got %s; give another number".formatted(seconds));
    }
    if (!(waitSeconds >= 0 && waitSeconds <= MOST_WAIT_SECONDS)) {
      throw new BadInputException(
          "--wait-seconds must be within 0..%d, got %s; give another number"
              .formatted(MOST_WAIT_SECONDS, waitSeconds));
    }
    Session wanted = session.session(streamId, sourceId == null ? streamId : sourceId);
    FeedAddress feed = driving == null ? null : address();
    InputOptions asked = feed == null ? InputOptions.NONE : input.of(feed);
    boolean file = feed != null && feed.kind() == FeedAddress.Kind.FILE;
    boolean live = feed != null && (repeat || !file);
    refuseIdle(feed, live);
    UnderstudyConfiguration.Kafka kafka = configuration.read().kafka();
    ByteString portrait = source == null ? null : PortraitFile.read(source);
    if (portrait != null) {
      consent.recorded();
    }
    try (VideoClip clip = file ? VideoClip.open(Path.of(driving)) : null) {
      requireTopics(kafka);
      try (StreamPublisher publisher = new StreamPublisher(kafka)) {
        if (portrait != null && feed != null && waitSeconds > 0) {
          publishAndAwait(publisher, wanted, portrait, kafka);
        } else if (portrait != null) {
          publishSession(publisher, wanted, portrait);
        }
        if (live) {
          publishLive(publisher, feed, asked);
        } else if (clip != null) {
          publishClip(publisher, clip);
        }
      }
    }
    return ExitCode.OK;
  }

  /** Options that nothing would come of, as what is published now stands. */
  private void refuseIdle(FeedAddress feed, boolean live) {
    GivenOptions given = new GivenOptions(spec);
    if (feed == null) {
      String when = "without --driving VIDEO";
      given.refuse(when, "--codec", "--listen", "--repeat", "--seconds", "--wait-seconds");
      given.refuseThoseOf("input", when);
    } else if (!live) {
      given.refuse("for %s without --repeat, a file ends by itself".formatted(feed), "--seconds");
    } else if (feed.kind() != FeedAddress.Kind.FILE) {
      given.refuse("for %s, a live feed, which is no file".formatted(feed), "--repeat");
    }
    if (source == null) {
      String when = "without --source IMAGE, which publishes a session";
      given.refuse(when, "--source-id", "--wait-seconds");
      given.refuseThoseOf("consent", when);
      given.refuseThoseOf("session", when, live ? "" : "--delivery");
    }
  }

  private FeedAddress address() {
    try {
      return FeedAddress.input(driving, listen);
    } catch (IOException refused) {
      throw new BadInputException("driving " + refused.getMessage(), refused);
    }
  }

  private static void requireTopics(UnderstudyConfiguration.Kafka kafka) {
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.require(TOPICS);
    }
  }

  private void publishSession(StreamPublisher publisher, Session wanted, ByteString portrait) {
    String id = wanted.sourceId();
    Consent permission = consent.recorded();
    long version = Clock.systemUTC().millis();
    publisher.publish(
        new Source(id, version, portrait, session.frame(portrait), permission, false));
    session.otherSources(id, version, permission).forEach(publisher::publish);
    publisher.publish(wanted);
    publisher.flush();
    spec.commandLine().getOut().printf("Source %s, session %s published.%n", id, streamId);
  }

  /** So that no driving frame is shown, or lost, for want of its portrait. */
  private void publishAndAwait(
      StreamPublisher publisher,
      Session wanted,
      ByteString portrait,
      UnderstudyConfiguration.Kafka kafka) {
    try (SessionStart start = new SessionStart(kafka, wanted)) {
      publishSession(publisher, wanted, portrait);
      List<String> missing = start.await(Duration.ofMillis((long) (1000 * waitSeconds)));
      if (!missing.isEmpty()) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
            "No job has encoded %s within %s s: driving frames are sent all the same, check that a job runs.%n",
            String.join(", ", missing), waitSeconds);
        err.flush();
      }
    }
  }

  private void publishClip(StreamPublisher publisher, VideoClip clip) throws InterruptedException {
    try (ClipPublisher feed = new ClipPublisher(publisher, streamId, Clock.systemUTC(), codec)) {
      long frames = session.live() ? feed.publishPaced(clip) : feed.publishAtOnce(clip);
      publisher.flush();
      spec.commandLine().getOut().printf("%d driving frames of %s published.%n", frames, streamId);
    }
  }

  private void publishLive(StreamPublisher publisher, FeedAddress address, InputOptions asked)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s drives stream %s; Ctrl-C ends it.%n", address, streamId);
    out.flush();
    Clock clock = Clock.systemUTC();
    try (StopSignal stop = new StopSignal(seconds);
        SteadyFeed<FeedPicture> feed =
            new SteadyFeed<>(
                () -> PictureFeed.open(address, asked, PATIENCE, clock),
                Backoff.of(address),
                TimeUnit.MILLISECONDS::sleep,
                this::announce);
        ClipPublisher frames = new ClipPublisher(publisher, streamId, clock, codec)) {
      LivePublisher live = new LivePublisher(frames, OLDEST_MICROS, clock);
      live.publish(feed, stop::given);
      publisher.flush();
      out.printf(
          "%d driving frames of %s published, %d were too old, %d connections.%n",
          live.published(), streamId, live.tooOld(), feed.connections());
    }
  }

  private void announce(IOException lost) {
    if (!repeat) {
      spec.commandLine().getErr().println(lost.getMessage());
      spec.commandLine().getErr().flush();
    }
  }
}
