package io.understudy.pipeline.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.connectors.wire.DrivingFrameWire;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicReader;
import io.understudy.pipeline.topic.TopicWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that repeats drives a stream through a broker, and out of it into a playlist. */
@Timeout(120)
class LiveFeedITCase {
  private static final int SIZE = 64;

  @TempDir Path folder;

  @Test
  void aRepeatedFileBecomesALiveStreamAndLeavesAsAPlaylist() throws Exception {
    Path clip = clip();
    Path playlist = folder.resolve("live.m3u8");
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), BrokerPorts.free())) {
      String bootstrap = "kafka.bootstrap=" + broker.bootstrapServers();
      Kafka kafka = UnderstudyConfiguration.read(null, List.of(bootstrap)).kafka();
      try (TopicAdministration administration = new TopicAdministration(kafka)) {
        administration.createMissing(1);
      }
      CompletableFuture<String> egress =
          command(
              "egress",
              "feed",
              "--out",
              playlist.toString(),
              "--target-delay",
              "1000",
              "--seconds",
              "12",
              "--set",
              bootstrap);
      CompletableFuture<String> publish =
          command(
              "publish",
              "--stream",
              "feed",
              "--driving",
              clip.toString(),
              "--repeat",
              "--seconds",
              "10",
              "--set",
              bootstrap);

      int carried = carry(kafka, publish);

      assertThat(publish.get(60, TimeUnit.SECONDS)).contains("driving frames of feed published");
      assertThat(carried).isGreaterThan(2 * 25);
      assertThat(egress.get(60, TimeUnit.SECONDS)).contains("held to 1000 ms");
    }
    int decoded = 0;
    try (VideoReader reader = VideoReader.open(playlist)) {
      while (reader.next().isPresent()) {
        decoded++;
      }
    }
    assertThat(decoded).isGreaterThan(25);
  }

  private Path clip() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.open(clip, SIZE, SIZE, 25)) {
      for (int i = 0; i < 25; i++) {
        writer.write(new RgbImage(SIZE, SIZE, new byte[3 * SIZE * SIZE]), i * 40_000L);
      }
      writer.finish();
    }
    return clip;
  }

  private static CompletableFuture<String> command(String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          StringWriter out = new StringWriter();
          PrintWriter printer = new PrintWriter(out, true);
          UnderstudyCommand.execute(printer, printer, arguments);
          return out.toString();
        });
  }

  /** In place of the job: each driving frame comes back as it is; returns how many. */
  private static int carry(Kafka kafka, CompletableFuture<String> publish) throws Exception {
    List<Long> captures = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, Topic.DRIVING_FRAMES);
        TopicWriter writer = new TopicWriter(kafka)) {
      while (!publish.isDone()) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(20))) {
          DrivingFrame frame =
              DrivingFrameWire.parse(
                  new KafkaRecord(Origin.NONE, record.timestamp(), record.key(), record.value()));
          captures.add(frame.captureEpochMicros());
          writer.write(
              Topic.REENACTED_FRAMES, "feed", ReenactedFrameWire.toBytes(reenacted(frame)));
        }
      }
    }
    assertThat(captures).isSorted();
    return captures.size();
  }

  private static ReenactedFrame reenacted(DrivingFrame frame) {
    return new ReenactedFrame(
        frame.streamId(),
        frame.epoch(),
        frame.sequence(),
        frame.captureEpochMicros(),
        frame.presentationMicros(),
        FrameEncoding.JPEG,
        SIZE,
        SIZE,
        frame.payload(),
        new StageTimings(0, 0, 0, 0, 0, 1),
        "source",
        1,
        "preset",
        "weights",
        "");
  }
}
