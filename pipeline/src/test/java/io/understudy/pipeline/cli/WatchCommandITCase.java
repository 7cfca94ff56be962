package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoReader;
import io.understudy.connectors.wire.ReenactedFrameWire;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.configuration.UnderstudyConfiguration.Kafka;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicWriter;
import io.understudy.pipeline.trust.KeyFiles;
import io.understudy.pipeline.trust.Sidecar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream is recorded from a broker. */
@Timeout(120)
class WatchCommandITCase {
  @TempDir Path folder;

  /**
   * Sizes change with the stream's session; a frame that is no picture is left out, a record that
   * is no frame is an error.
   */
  @Test
  void whatWasRecordedIsKeptAndSignedWhereAnErrorEndsIt() throws Exception {
    Path film = folder.resolve("film.mp4");
    StringWriter out = new StringWriter();
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), BrokerPorts.free())) {
      String bootstrap = "kafka.bootstrap=" + broker.bootstrapServers();
      Kafka kafka = UnderstudyConfiguration.read(null, List.of(bootstrap)).kafka();
      try (TopicAdministration administration = new TopicAdministration(kafka)) {
        administration.createMissing(1);
      }
      PrintWriter printer = new PrintWriter(out, true);
      CompletableFuture<Integer> watch =
          CompletableFuture.supplyAsync(
              () ->
                  UnderstudyCommand.execute(
                      printer,
                      printer,
                      "watch",
                      "feed",
                      "--out=" + film,
                      "--sign-key=" + key(),
                      "--seconds=60",
                      "--set=" + bootstrap));

      publish(kafka, watch);

      assertThat(watch.get(60, TimeUnit.SECONDS)).as(out.toString()).isEqualTo(ExitCode.FAILED);
    }
    assertThat(out.toString())
        .contains(
            "Frames that cannot be decoded: 1; in " + film,
            "Signed: ",
            "does not follow the topic contract");
    assertThat(Sidecar.check(film, null).orElseThrow().unaltered()).isTrue();
    try (VideoReader reader = VideoReader.open(film)) {
      RgbImage first = reader.next().orElseThrow().image();
      assertThat(first.widthPixels()).isEqualTo(84);
      assertThat(first.heightPixels()).isEqualTo(48);
      assertThat(reader.next()).isPresent();
    }
  }

  private Path key() {
    try {
      return KeyFiles.write(folder.resolve("key.pem"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** It is not told when the watch begins to read: pictures come until the film has begun. */
  private void publish(Kafka kafka, CompletableFuture<Integer> watch) throws Exception {
    ByteString odd = RecordedFrames.jpeg(85, 49);
    long sequence = 0;
    try (TopicWriter writer = new TopicWriter(kafka)) {
      do {
        write(writer, sequence++, odd);
      } while (!watch.isDone() && !filmBegunWithin(20, watch));
      write(writer, sequence++, ByteString.copyFromUtf8("no picture"));
      write(writer, sequence, RecordedFrames.jpeg(32, 64));
      writer.write(Topic.REENACTED_FRAMES, "feed", new byte[] {1, 2, 3});
    }
  }

  private boolean filmBegunWithin(int millis, CompletableFuture<Integer> watch) throws Exception {
    try {
      watch.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException goesOn) {
      return Arrays.stream(folder.toFile().list()).anyMatch(name -> name.endsWith(".part"));
    }
    return false;
  }

  private static void write(TopicWriter writer, long sequence, ByteString payload) {
    writer.write(
        Topic.REENACTED_FRAMES,
        "feed",
        ReenactedFrameWire.toBytes(RecordedFrames.frame("feed", sequence, payload)));
  }
}
