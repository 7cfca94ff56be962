package io.understudy.pipeline.cli;

import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.contract.DeliveryMode;
import io.understudy.connectors.contract.MotionMode;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.playback.ClipPublisher;
import io.understudy.pipeline.playback.PortraitFile;
import io.understudy.pipeline.playback.StreamPublisher;
import io.understudy.pipeline.playback.VideoClip;
import io.understudy.pipeline.topic.TopicAdministration;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy publish}. */
@Command(
    name = "publish",
    description = {
      "Publish a portrait, a session and a driving clip to the topics.",
      "A live session's frames are sent at the clip's own pace; a complete one's at once."
    })
final class PublishCommand implements Callable<Integer> {
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

  @Option(names = "--driving", paramLabel = "VIDEO", description = "Publish this clip's frames.")
  private Path driving;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset of the session (default: the job's).")
  private String preset = "";

  @Option(
      names = "--motion",
      paramLabel = "relative|absolute|scaled",
      description = "How motion is applied (default: relative).")
  private MotionMode motion = MotionMode.RELATIVE;

  @Option(
      names = "--delivery",
      paramLabel = "live|complete",
      description = "Whether late frames are dropped (default: live).")
  private DeliveryMode delivery = DeliveryMode.LIVE;

  @Option(
      names = "--deadline-millis",
      paramLabel = "N",
      description = "Age at which a live frame is dropped (default: the job's).")
  private long deadlineMillis;

  @Override
  public Integer call() throws InterruptedException {
    if (source == null && driving == null) {
      throw new BadInputException(
          "nothing to publish: --source IMAGE or --driving VIDEO is needed; give one or both");
    }
    UnderstudyConfiguration.Kafka kafka = configuration.read().kafka();
    ByteString portrait = source == null ? null : PortraitFile.read(source);
    try (VideoClip clip = driving == null ? null : VideoClip.open(driving)) {
      requireTopics(kafka);
      try (StreamPublisher publisher = new StreamPublisher(kafka)) {
        if (portrait != null) {
          publishSession(publisher, portrait);
        }
        if (clip != null) {
          publishClip(publisher, clip);
        }
      }
    }
    return ExitCode.OK;
  }

  private static void requireTopics(UnderstudyConfiguration.Kafka kafka) {
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.requireAll();
    }
  }

  private void publishSession(StreamPublisher publisher, ByteString portrait) {
    String id = sourceId == null ? streamId : sourceId;
    long version = Clock.systemUTC().millis();
    publisher.publish(new Source(id, version, portrait, Crop.CENTRE, consent.given(), false));
    publisher.publish(
        new Session(
            streamId,
            id,
            preset,
            "",
            motion,
            delivery,
            deadlineMillis,
            Crop.CENTRE,
            0,
            false,
            true,
            false));
    publisher.flush();
    spec.commandLine().getOut().printf("Source %s, session %s published.%n", id, streamId);
  }

  private void publishClip(StreamPublisher publisher, VideoClip clip) throws InterruptedException {
    try (ClipPublisher feed = new ClipPublisher(publisher, streamId, Clock.systemUTC())) {
      long frames =
          delivery == DeliveryMode.LIVE ? feed.publishPaced(clip) : feed.publishAtOnce(clip);
      publisher.flush();
      spec.commandLine().getOut().printf("%d driving frames of %s published.%n", frames, streamId);
    }
  }
}
