package io.understudy.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.TrainingRecord;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStartTest {
  private static final Preset PRESET = Presets.named("fomm-compact");
  private static final String ASKED = "this";

  @TempDir private Path place;
  private RunFolder folder;
  private Path checkpoint;

  @BeforeEach
  void name() {
    folder = new RunFolder(place);
    checkpoint = folder.checkpoints().resolve("job/chk-7");
  }

  @Test
  void aRunThatNeverGotAnywhereStartsFromTheWeightsThatAreGivenNow() throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));

    RunStart again = RunStart.of(folder, ASKED, false, initial(2));

    assertThat(again.firstStep()).isEqualTo(1);
    assertThat(again.leavesOut()).isFalse();
    assertThat(begunFrom()).isEqualTo(initial(2).description().sha256());
  }

  @Test
  void aRunThatGoesOnKeepsTheWeightsThatItBeganFromAndTellsThatOthersWereGiven()
      throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));
    save(200);

    RunStart same = RunStart.of(folder, ASKED, false, initial(1));
    RunStart others = RunStart.of(folder, ASKED, false, initial(2));

    assertThat(same.firstStep()).isEqualTo(201);
    assertThat(same.leavesOut()).isFalse();
    assertThat(others.firstStep()).isEqualTo(201);
    assertThat(others.leavesOut()).isTrue();
    assertThat(begunFrom()).isEqualTo(initial(1).description().sha256());
  }

  @Test
  void goesOnFromACheckpointThatIsNoOlderThanTheLastSave() throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));
    save(200);
    checkpoint(200);

    RunStart start = RunStart.of(folder, ASKED, false, initial(1));

    assertThat(start.checkpoint()).contains(checkpoint);
    assertThat(start.firstStep()).isEqualTo(1);
  }

  @Test
  void goesOnFromASaveThatIsNewerThanTheLastCheckpoint() throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));
    checkpoint(120);
    save(200);

    RunStart start = RunStart.of(folder, ASKED, false, initial(1));

    assertThat(start.checkpoint()).isEmpty();
    assertThat(start.firstStep()).isEqualTo(201);
    assertThat(checkpoint).doesNotExist();
  }

  /** Frames whose topic has dropped them, unsent announcements, steps of the other trainers. */
  @Test
  void aCheckpointThatMayHoldMoreThanASaveIsTakenHoweverOldItIs() throws IOException {
    RunStart.of(folder, ASKED, true, initial(1));
    checkpoint(120);
    save(200);

    RunStart start = RunStart.of(folder, ASKED, true, initial(1));

    assertThat(start.checkpoint()).contains(checkpoint);
    assertThat(checkpoint).exists();
  }

  @Test
  void aCheckpointWhoseStepNobodyNotedServesWhereNothingWasSaved() throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));
    checkpoint(120);
    Files.delete(folder.checkpointSteps().file());

    assertThat(RunStart.of(folder, ASKED, false, initial(1)).checkpoint()).contains(checkpoint);
    save(20);
    assertThat(RunStart.of(folder, ASKED, false, initial(1)).firstStep()).isEqualTo(21);
  }

  @Test
  void aCheckpointOfAJobThatWasAskedForSomethingElseIsNotTakenUp() throws IOException {
    RunStart.of(folder, ASKED, false, initial(1));
    checkpoint(120);

    RunStart start = RunStart.of(folder, "that", false, initial(2));

    assertThat(start).isEqualTo(new RunStart(Optional.empty(), 1, false));
    assertThat(begunFrom()).isEqualTo(initial(2).description().sha256());
  }

  /** As Flink leaves it, under a number that an earlier attempt had already. */
  private void checkpoint(long step) throws IOException {
    Files.createDirectories(checkpoint);
    Files.createFile(checkpoint.resolve("_metadata"));
    folder.checkpointSteps().note(7, 1000);
    folder.checkpointSteps().note(7, step);
    folder.checkpointSteps().note(77, 3000);
  }

  private void save(long steps) throws IOException {
    WeightsFile.write(weights(0, TrainingRecord.trained("clips", steps)), folder.state());
  }

  private String begunFrom() throws IOException {
    return WeightsFile.read(folder.initial()).description().sha256();
  }

  private static Weights initial(int seed) {
    return weights(seed, TrainingRecord.initial(seed));
  }

  private static Weights weights(float value, TrainingRecord record) {
    return Weights.of(
        PRESET, record, List.of(HostTensor.ofFloats("any", new long[] {1}, new float[] {value})));
  }
}
