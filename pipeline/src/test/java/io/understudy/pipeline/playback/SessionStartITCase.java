package io.understudy.pipeline.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.contract.StreamEvent.Kind;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.connectors.wire.StreamEventWire;
import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.playback.StreamReader.From;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} before a job that answers when the test says so. */
@Timeout(120)
class SessionStartITCase {
  private static final int SIDE = 64;
  private static final int FRAMES = 5;
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir static Path folder;
  private static LocalBroker broker;
  private static Kafka kafka;

  @BeforeAll
  static void start() throws Exception {
    broker = LocalBroker.start(folder.resolve("broker"), BrokerPorts.free());
    kafka = UnderstudyConfiguration.read(null, List.of(bootstrap())).kafka();
    try (TopicAdministration administration = new TopicAdministration(kafka)) {
      administration.createMissing(1);
    }
    RgbImage plain = new RgbImage(SIDE, SIDE, new byte[3 * SIDE * SIDE]);
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      Files.write(folder.resolve("anna.png"), codec.encodePng(plain));
    }
    try (VideoWriter writer = VideoWriter.open(folder.resolve("clip.mp4"), SIDE, SIDE, 25)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(plain, i * 40_000L);
      }
      writer.finish();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static String bootstrap() {
    return "kafka.bootstrap=" + broker.bootstrapServers();
  }

  private static CompletableFuture<String> publish(String stream, String waitSeconds) {
    return CompletableFuture.supplyAsync(
        () -> {
          StringWriter told = new StringWriter();
          PrintWriter printer = new PrintWriter(told, true);
          UnderstudyCommand.execute(
              printer,
              printer,
              "publish",
              "--stream",
              stream,
              "--source",
              folder.resolve("anna.png").toString(),
              "--subject",
              "Anna",
              "--consent",
              "a drawn picture",
              "--driving",
              folder.resolve("clip.mp4").toString(),
              "--delivery",
              "complete",
              "--wait-seconds",
              waitSeconds,
              "--set",
              bootstrap());
          return told.toString();
        });
  }

  private static void awaitSession(String stream) {
    try (StreamReader<Session> sessions = StreamReader.sessions(kafka, From.BEGINNING)) {
      while (sessions.poll(POLL).stream().noneMatch(one -> one.streamId().equals(stream))) {
        Thread.onSpinWait();
      }
    }
  }

  private static void answer(String stream, Kind kind, String detail) {
    try (TopicWriter writer = new TopicWriter(kafka)) {
      StreamEvent event = new StreamEvent(stream, kind, stream, 1, detail, 0);
      writer.write(Topic.STREAM_EVENTS, stream, StreamEventWire.toBytes(event));
      writer.flush();
    }
  }

  private static List<DrivingFrame> framesOf(String stream) {
    try (StreamReader<DrivingFrame> reader = StreamReader.drivingFrames(kafka, From.BEGINNING)) {
      List<DrivingFrame> all = new ArrayList<>();
      List<DrivingFrame> some = reader.poll(Duration.ofSeconds(2));
      while (!some.isEmpty()) {
        some.stream().filter(frame -> frame.streamId().equals(stream)).forEach(all::add);
        some = reader.poll(POLL);
      }
      return all;
    }
  }

  @Test
  void noDrivingFrameIsSentBeforeThePortraitIsEncoded() throws Exception {
    CompletableFuture<String> publish = publish("patient", "60");
    awaitSession("patient");
    assertThat(framesOf("patient")).isEmpty();
    assertThat(publish).isNotDone();

    answer("patient", Kind.STARTED, "tiny");

    assertThat(publish.get(60, TimeUnit.SECONDS)).contains("5 driving frames of patient published");
    assertThat(framesOf("patient")).hasSize(FRAMES);
  }

  @Test
  void aRefusedSourceEndsTheCommandWithoutADrivingFrame() throws Exception {
    CompletableFuture<String> publish = publish("refused", "60");
    awaitSession("refused");

    answer("refused", Kind.REFUSED, "source without valid consent");

    assertThat(publish.get(60, TimeUnit.SECONDS))
        .contains(
            "the job refused source refused of stream refused (source without valid consent)");
    assertThat(framesOf("refused")).isEmpty();
  }

  @Test
  void withoutAJobItSaysSoAndSendsAllTheSame() throws Exception {
    assertThat(publish("alone", "0.2").get(60, TimeUnit.SECONDS))
        .contains("No job has encoded alone within 0.2 s", "5 driving frames of alone published");
    assertThat(framesOf("alone")).hasSize(FRAMES);
  }
}
