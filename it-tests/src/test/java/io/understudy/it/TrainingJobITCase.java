package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.Origin;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.it.TinyTraining.Told;
import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.StepReport;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.AnnouncedWeights;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.local.LocalBroker;
import io.understudy.pipeline.local.TemporaryDirectory;
import io.understudy.pipeline.topic.Topic;
import io.understudy.pipeline.topic.TopicAdministration;
import io.understudy.pipeline.topic.TopicReader;
import io.understudy.pipeline.train.RunAnnouncements;
import io.understudy.pipeline.train.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TrainingJobITCase {
  private static final int SIZE = TinyTraining.SIZE_PIXELS;

  @TempDir private Path folder;

  @Test
  void leavesWeightsStateSheetsLossesAndAPage() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 2, 4, SIZE);
    Path out = folder.resolve("run");

    Told told = TinyTraining.of(4, 2).run(clips, out);

    assertThat(told.steps()).extracting(StepReport::step).containsExactly(1L, 2L, 3L, 4L);
    assertThat(told.failedCheckpoints()).isEmpty();
    assertThat(WeightsFile.read(out).description().training().steps()).isEqualTo(4);
    assertThat(out.resolve("sheet-000004.png")).isNotEmptyFile();
    assertThat(out.resolve("losses.png")).isNotEmptyFile();
    assertThat(Files.readAllLines(out.resolve("losses.jsonl"))).hasSize(4);
    assertThat(out.resolve("run.html"))
        .content()
        .contains(
            "Step 4 of 4",
            "data:image/png;base64,",
            "sheet-000002.png",
            "occlusion, flow rebuilt from its codes, output")
        .doesNotContain("src=\"sheet");
    assertThat(out.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void goesOnFromTheSavedStateAsIfItHadNeverStopped() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 2, 4, SIZE);
    TinyTraining.of(6, 3).run(clips, folder.resolve("whole"));
    Path parts = folder.resolve("parts");

    // The rate depends on the length of a run, so the first part is a cut run, not a short one.
    assertThatThrownBy(() -> TinyTraining.of(6, 3).run(clips, parts, new CutAfter(3)))
        .isInstanceOf(IllegalStateException.class);
    Files.delete(parts.resolve("run.json"));
    Told second = TinyTraining.of(6, 3).run(clips, parts);

    assertThat(second.steps()).extracting(StepReport::step).containsExactly(4L, 5L, 6L);
    assertThat(Files.readAllLines(parts.resolve("losses.jsonl"))).hasSize(6);
    assertThat(TinyTraining.stateOf(parts))
        .isEqualTo(TinyTraining.stateOf(folder.resolve("whole")));
  }

  @Test
  void leavesOutClipsThatCannotBeUsedAndNamesThem() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 1, 3, SIZE);
    TrainingClips.clip(clips.resolve("short_0_0"), 2, 1, SIZE);
    TrainingClips.clip(clips.resolve("large_0_0"), 3, 3, 2 * SIZE);
    Files.write(clips.resolve("broken_0_0.mp4"), new byte[] {1, 2, 3});

    Told told = TinyTraining.of(2, 2).run(clips, folder.resolve("run"));

    assertThat(told.steps()).hasSize(2);
    assertThat(told.skipped())
        .hasSize(2)
        .anyMatch(reason -> reason.startsWith("broken_0_0.mp4: "))
        .anyMatch(
            reason ->
                reason.equals(
                    "short_0_0: clip short_0_0 has 1 frames, a pair needs two: leave it out or give"
                        + " a longer one"));
  }

  @Test
  void refusesAFolderWithoutAClip() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> TinyTraining.of(2, 2).run(empty, folder.resolve("run")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no clip in " + empty);
  }

  @Test
  void refusesAFolderWithoutAClipThatCanBeUsed() throws IOException {
    Path clips = folder.resolve("clips");
    TrainingClips.clip(clips.resolve("short_0_0"), 2, 1, SIZE);

    assertThatThrownBy(() -> TinyTraining.of(2, 2).run(clips, folder.resolve("run")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "trainer 1 of 1 has no clip that can be used: give more clips or fewer trainers");
  }

  @Test
  void refusesTheFolderOfAnotherPresetsRun() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 1, 3, SIZE);
    Path out = folder.resolve("run");
    Weights others = Networks.initialWeights(Presets.named("fomm-compact"), 1);
    WeightsFile.write(others, out.resolve("initial.safetensors"));

    assertThatThrownBy(() -> TinyTraining.of(2, 2).prepare(clips, out))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s holds a run of preset fomm-compact, asked was tiny: give another folder or that preset"
                .formatted(out));
  }

  @Test
  void refusesTheFolderOfAnEarlierBuildsRun() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 1, 3, SIZE);
    Path out = folder.resolve("run");
    Preset earlier = new Preset("tiny", TinyModel.SMALLEST.configuration());
    WeightsFile.write(Networks.initialWeights(earlier, 1), out.resolve("initial.safetensors"));

    assertThatThrownBy(() -> TinyTraining.of(2, 2).prepare(clips, out))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s holds a run of another configuration of preset tiny, as an earlier build had it: give another folder"
                .formatted(out));
  }

  @Test
  void announcesEachSavedWeights() throws Exception {
    Path clips = TrainingClips.write(folder.resolve("clips"), 1, 3, SIZE);
    try (LocalBroker broker = LocalBroker.start()) {
      UnderstudyConfiguration.Kafka kafka =
          UnderstudyConfiguration.read(
                  null, List.of("kafka.bootstrap=" + broker.bootstrapServers()))
              .kafka();
      try (TopicAdministration topics = new TopicAdministration(kafka)) {
        topics.createMissing(1);
      }

      new TinyTraining(4, 2, 1, 1, Optional.of(new RunAnnouncements(kafka, "")))
          .run(clips, folder.resolve("run"));

      ModelAnnouncement last = announced(kafka, 2).get(1);
      Path announced = folder.resolve("run/announced");
      Weights weights = WeightsFile.read(announced.resolve(last.location()));
      assertThat(last.preset()).isEqualTo(TinyModel.PRESET.name());
      assertThat(weights.description().training().steps()).isEqualTo(4);
      new AnnouncedWeights(announced.toString()).check(last);
    }
  }

  @Test
  void tellsOfFailedCheckpointsAndStillTrainsToTheEnd() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 1, 3, SIZE);
    Path out = folder.resolve("run");
    List<String> failed = Collections.synchronizedList(new ArrayList<>());

    TinyTraining.of(4, 4).run(clips, out, new CheckpointsBroken(out, failed));

    assertThat(failed).isNotEmpty();
    assertThat(WeightsFile.read(out).description().training().steps()).isEqualTo(4);
    assertThat(TinyTraining.of(4, 4).prepare(clips, out).resumesFrom()).contains("step 4");
  }

  private static List<ModelAnnouncement> announced(UnderstudyConfiguration.Kafka kafka, int count)
      throws MalformedRecordException {
    List<ModelAnnouncement> announced = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, Topic.MODELS)) {
      while (announced.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofSeconds(1))) {
          Origin origin = new Origin(record.topic(), record.partition(), record.offset());
          announced.add(
              ModelAnnouncementWire.parse(
                  new KafkaRecord(origin, record.timestamp(), record.key(), record.value())));
        }
      }
    }
    return announced;
  }

  @Tag("slow")
  @Test
  void twoTrainersOnHalfTheDataReachTheLossOfOneOnAll() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 4, 6, SIZE);
    Told one = TinyTraining.of(80, 80).run(clips, folder.resolve("one"));
    TinyTraining pair = new TinyTraining(80, 80, 2, 4, Optional.empty());

    Told two = pair.run(clips, folder.resolve("two"));

    double first = one.steps().get(0).losses().get("pixel");
    assertThat(one.last("pixel", 40)).isLessThan(0.9 * first);
    assertThat(two.last("pixel", 40)).isLessThan(1.1 * one.last("pixel", 40));
    assertThat(two.steps())
        .extracting(StepReport::step)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
  }

  /** Fails the run at the step behind {@code steps}. */
  private record CutAfter(long steps) implements RunListener {
    @Override
    public void skipped(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void checkpointFailed(String reason) {
      // One that is under way when the run is cut may be told.
    }

    @Override
    public void stepped(StepReport report) {
      if (report.step() > steps) {
        throw new IllegalStateException("cut");
      }
    }
  }

  /** From the first step on a file stands where checkpoints are written. */
  private record CheckpointsBroken(Path out, List<String> failed) implements RunListener {
    @Override
    public void skipped(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void checkpointFailed(String reason) {
      failed.add(reason);
    }

    @Override
    public void stepped(StepReport report) {
      if (report.step() == 1) {
        Path checkpoints = out.resolve("checkpoints");
        new TemporaryDirectory(checkpoints).close();
        try {
          Files.createFile(checkpoints);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
