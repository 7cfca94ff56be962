package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.understudy.it.TinyTraining.Told;
import io.understudy.model.training.StepReport;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.local.BrokerPorts;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.train.RunListener;
import io.understudy.pipeline.train.TrainingData;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training on what a topic holds. */
@Timeout(600)
class TrainingTopicITCase {
  private static final int SIZE = TinyTraining.SIZE_PIXELS;
  private static final Optional<Path> NONE = Optional.empty();
  private static LocalBroker broker;

  @TempDir private Path folder;
  private Path clips;
  private Optional<Path> check;

  @BeforeAll
  static void start() {
    broker = LocalBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void draw() {
    clips = TrainingClips.write(folder.resolve("clips"), 3, 4, SIZE);
    check = Optional.of(clips);
  }

  @Test
  void aTopicTrainsToTheBitsOfTheSameFramesInFoldersAndBrokenRecordsAreLeftOut()
      throws IOException {
    TinyTraining training = TinyTraining.of(4, 4);
    try (TrainingFeed feed = new TrainingFeed(broker, "equal.")) {
      feed.record("id1", new byte[] {1, 2, 3});
      feed.publish(clips);
      feed.publish("id2", 3, ByteString.copyFrom(new byte[7]));
      feed.publish("id2", 4, ByteString.copyFrom(new byte[7]));
      feed.record("no id", new byte[0]);
      feed.record("id3", null);
      feed.publish("short", 0, ByteString.copyFrom(new byte[7]));

      TrainingRun run = training.prepare(feed.data(), check, folder.resolve("asked"));
      Told told = training.run(feed.data(), check, folder.resolve("streamed"));

      assertThat(run.data()).isEqualTo("4 identities, 4 clips");
      assertThat(told.steps()).extracting(StepReport::step).containsExactly(1L, 2L, 3L, 4L);
      assertThat(told.skipped())
          .hasSize(6)
          .anyMatch(
              reason -> reason.matches("record equal.driving-frames-.@0: record of 3 bytes is.*"))
          .anyMatch(reason -> reason.contains("'no id' is not an id"))
          .anyMatch(reason -> reason.endsWith("driving frame of 'id3' is empty"))
          .anyMatch(
              reason ->
                  reason.matches(
                      "stream id2, epoch 1: record equal.driving-frames-.@\\d+: 7 bytes are neither .*"))
          .anyMatch(reason -> reason.startsWith("stream short, epoch 1: record equal."))
          .anyMatch(
              reason ->
                  reason.startsWith("stream short, epoch 1: clip stream short, epoch 1 has 0"));
    }
    training.run(clips, folder.resolve("folders"));

    assertThat(TinyTraining.stateOf(folder.resolve("streamed")))
        .isEqualTo(TinyTraining.stateOf(folder.resolve("folders")));
  }

  @Test
  void aRunThatIsCutGoesOnWithTheRecordsItBeganWith() throws IOException {
    TinyTraining training = TinyTraining.of(6, 3);
    Path parts = folder.resolve("parts");
    try (TrainingFeed feed = new TrainingFeed(broker, "cut.")) {
      feed.publish(clips);
      training.run(feed.data(), NONE, folder.resolve("whole"));
      assertThatThrownBy(() -> training.run(feed.data(), NONE, parts, new Cut(3, () -> true)))
          .isInstanceOf(IllegalStateException.class);
      feed.publish(TrainingClips.write(folder.resolve("later"), 5, 6, SIZE));
      Files.delete(parts.resolve("run.json"));

      Told rest = training.run(feed.data(), NONE, parts);

      assertThat(rest.steps()).extracting(StepReport::step).containsExactly(4L, 5L, 6L);
      assertThat(training.prepare(feed.data(), NONE, folder.resolve("new")).data())
          .isEqualTo("5 identities, 5 clips");
    }
    assertThat(parts.resolve("sheet-000006.png")).isNotEmptyFile();
    assertThat(TinyTraining.stateOf(parts))
        .isEqualTo(TinyTraining.stateOf(folder.resolve("whole")));
  }

  @Test
  void aRunWhoseCheckpointHoldsTheFramesGoesOnWithoutTheBroker() throws IOException {
    TinyTraining training = TinyTraining.of(40, 40);
    Path parts = folder.resolve("parts");
    TrainingData data;
    try (LocalBroker closing = LocalBroker.start();
        TrainingFeed feed = new TrainingFeed(closing, "")) {
      data = feed.data();
      feed.publish(clips);
      training.run(data, check, folder.resolve("whole"));
      assertThatThrownBy(() -> training.run(data, check, parts, new Cut(0, new HeldSteps(parts))))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(training.prepare(data, check, parts).resumesFrom())
        .get()
        .asString()
        .startsWith("Flink checkpoint");
    Told rest = training.run(data, check, parts);

    assertThat(rest.steps()).hasSizeBetween(1, 39);
    assertThat(TinyTraining.stateOf(parts))
        .isEqualTo(TinyTraining.stateOf(folder.resolve("whole")));
  }

  @Test
  void refusesToGoOnWithLessThanTheRunBeganWith() throws Exception {
    TinyTraining training = TinyTraining.of(6, 3);
    Path parts = folder.resolve("parts");
    try (TrainingFeed feed = new TrainingFeed(broker, "less.");
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      feed.publish(clips);
      assertThatThrownBy(() -> training.run(feed.data(), NONE, parts, new Cut(3, () -> true)))
          .isInstanceOf(IllegalStateException.class);
      Files.delete(parts.resolve("run.json"));
      for (int partition = 0; partition < 2; partition++) {
        TopicPartition place = new TopicPartition("less.driving-frames", partition);
        admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(-1))).all().get();
      }

      assertThatThrownBy(() -> training.run(feed.data(), NONE, parts))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("topic less.driving-frames of broker " + broker.bootstrapServers())
          .hasMessageContaining("does not hold all records 0 to ");
    }
  }

  @Test
  void refusesATopicThatIsNotThereAndOneWithoutAFrame() {
    String address = broker.bootstrapServers();

    assertThatThrownBy(() -> prepare(TrainingFeed.data(TrainingFeed.kafka(address, "absent."))))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "broker %s has no topic absent.driving-frames, or does not show it to this user: correct the topic's name or kafka.bootstrap"
                .formatted(address));
    try (TrainingFeed feed = new TrainingFeed(broker, "empty.")) {
      assertThatThrownBy(() -> prepare(feed.data()))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "topic empty.driving-frames of broker %s holds no driving frame, of 0 records: publish frames to it, with 'understudy publish' or your own, or correct the topic's name"
                  .formatted(address));
      feed.record("no id", new byte[] {1});
      assertThatThrownBy(() -> prepare(feed.data()))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("of 1 records (record empty.driving-frames-")
          .hasMessageContaining("'no id' is not an id");
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void refusesABrokerThatIsNotThere() {
    String nobody = "127.0.0.1:" + BrokerPorts.free().clientPort();

    assertThatThrownBy(() -> prepare(TrainingFeed.data(TrainingFeed.kafka(nobody, ""))))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "broker %s is not reachable: it must answer within 10 s; start it or correct kafka.bootstrap"
                .formatted(nobody));
  }

  private TrainingRun prepare(TrainingData data) throws IOException {
    return TinyTraining.of(2, 2).prepare(data, NONE, folder.resolve("run"));
  }

  /** Fails the run at the first step behind {@code steps} at which {@code ripe} holds. */
  private record Cut(long steps, BooleanSupplier ripe) implements RunListener {
    @Override
    public void skipped(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void checkpointFailed(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void stepped(StepReport report) {
      if (report.step() > steps && ripe.getAsBoolean()) {
        throw new IllegalStateException("cut");
      }
    }
  }
}
