package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.it.TinyTraining.Told;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KilledTrainingITCase {
  private static final long STEPS = 20;

  @TempDir private Path folder;

  @Test
  void aKilledRunEndsWithTheBitsOfOneThatWasNeverKilled() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 2, 4, TinyTraining.SIZE_PIXELS);
    Path killed = folder.resolve("killed");
    TinyTraining training = TinyTraining.of(STEPS, STEPS);

    long step = TrainingChild.runAndKill(clips, killed, STEPS, new HeldSteps(killed));
    TrainingRun resumed = training.prepare(clips, killed);
    assertThat(step).isLessThan(STEPS);
    assertThat(killed.resolve("state.safetensors")).doesNotExist();
    assertThat(resumed.resumesFrom()).get().asString().startsWith("Flink checkpoint");
    Told rest = training.run(clips, killed);
    training.run(clips, folder.resolve("whole"));

    assertThat(rest.steps()).hasSizeLessThan((int) STEPS);
    assertThat(TinyTraining.stateOf(killed))
        .isEqualTo(TinyTraining.stateOf(folder.resolve("whole")));
    assertThat(Files.readAllLines(killed.resolve("losses.jsonl"))).hasSize((int) STEPS);
  }

  /**
   * A process that does not wait for its step may have libtorch taken away from under it: SIGSEGV.
   * One that waits has closed its cluster before it ends.
   */
  @Test
  void aRunThatIsAskedToEndFinishesItsStepAndGoesOnLater() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 2, 4, TinyTraining.SIZE_PIXELS);
    Path ended = folder.resolve("ended");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));

    int exitCode =
        TrainingChild.runAndTerminate(clips, ended, 10 * STEPS, temporary, new HeldSteps(ended));

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    assertThat(temporary).isDirectoryNotContaining("glob:**/understudy-flink-*");
    assertThat(TinyTraining.of(10 * STEPS, 10 * STEPS).prepare(clips, ended).resumesFrom())
        .get()
        .asString()
        .startsWith("Flink checkpoint");
  }
}
