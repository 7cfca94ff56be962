package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.understudy.connectors.contract.FrameEncoding;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.StageTimings;
import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.pipeline.cli.UnderstudyCommand;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that write films, asked to end by SIGTERM while they do. */
@Tag("slow")
class TerminatedFilmITCase {
  private static final int SIZE = 64;

  @TempDir private Path folder;

  @Test
  void aWatchCompletesItsRecordingAndItsTable() throws IOException {
    Path film = folder.resolve("films/film.mp4");
    Path json = folder.resolve("watch.json");
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), BrokerPorts.free())) {
      String bootstrap = "kafka.bootstrap=" + broker.bootstrapServers();
      Kafka kafka = UnderstudyConfiguration.read(null, List.of(bootstrap)).kafka();
      try (TopicAdministration administration = new TopicAdministration(kafka)) {
        administration.createMissing(1);
      }

      int exitCode =
          terminate(
              told -> feedUntilRecorded(kafka, told),
              "watch",
              "feed",
              "--out=" + film,
              "--json=" + json,
              "--set=" + bootstrap);

      assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    }
    try (VideoReader reader = VideoReader.open(film)) {
      assertThat(reader.next()).isPresent();
    }
    assertThat(film.getParent()).isDirectoryNotContaining("glob:**.part");
    assertThat(new ObjectMapper().readTree(json.toFile()).get("rows")).isNotEmpty();
  }

  @Test
  void aDemoLeavesNeitherHalfAFilmNorItsSample() throws IOException {
    Path weights = TinyModel.write(TinyModel.SMALLEST, folder);
    Path films = Files.createDirectory(folder.resolve("films"));
    try (WatchService parts = films.getFileSystem().newWatchService()) {
      films.register(parts, StandardWatchEventKinds.ENTRY_CREATE);

      int exitCode =
          terminate(
              told -> awaitPart(parts),
              "demo",
              "--out=" + films.resolve("film.mp4"),
              "--set=model.preset=" + TinyModel.SMALLEST.name(),
              "--set=model.weights=" + weights,
              "--set=model.threads=1");

      assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    }
    assertThat(films).isEmptyDirectory();
  }

  /** The film begins with its first picture. */
  private static void awaitPart(WatchService parts) {
    try {
      assertThat(parts.poll(2, TimeUnit.MINUTES)).as("a film that has begun").isNotNull();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line a second tells the frames that came since the last one. */
  private static void feedUntilRecorded(Kafka kafka, BufferedReader told) throws IOException {
    ByteString jpeg = jpeg();
    ChildJvm.awaitLine(told, " frames/s");
    try (TopicWriter writer = new TopicWriter(kafka)) {
      String line = "0.0 ";
      for (long second = 0; line != null && line.strip().startsWith("0.0"); second++) {
        for (long i = 0; i < 5; i++) {
          writer.write(
              Topic.REENACTED_FRAMES,
              "feed",
              ReenactedFrameWire.toBytes(frame(5 * second + i, jpeg)));
        }
        line = told.readLine();
      }
      assertThat(line).as("a line with frames").isNotNull();
    }
  }

  private static ByteString jpeg() {
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      RgbImage black = new RgbImage(SIZE, SIZE, new byte[3 * SIZE * SIZE]);
      return ByteString.copyFrom(codec.encodeJpeg(black, 90));
    }
  }

  private static ReenactedFrame frame(long sequence, ByteString jpeg) {
    return new ReenactedFrame(
        "feed",
        1,
        sequence,
        40_000 * sequence,
        40_000 * sequence,
        FrameEncoding.JPEG,
        SIZE,
        SIZE,
        jpeg,
        new StageTimings(0, 0, 0, 0, 0, 1),
        "source",
        1,
        "preset",
        "weights",
        "");
  }

  private int terminate(ChildJvm.Awaited awaited, String... arguments) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    int exitCode =
        ChildJvm.terminate(
            ChildJvm.command(UnderstudyCommand.class, arguments), temporary, awaited);
    assertThat(temporary).isDirectoryNotContaining("glob:**/understudy-*");
    return exitCode;
  }
}
