package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that compute natively, asked to end by SIGTERM while they do: one that does not wait may
 * have libtorch taken away from under it, SIGSEGV.
 */
@Tag("slow")
class TerminatedCommandITCase {
  @TempDir private Path folder;

  @Test
  void anEvaluationEndsBehindTheFramesThatAreBeingJudged() throws IOException {
    Path weights = TinyModel.write(folder);

    int exitCode =
        terminate(
            "judged ",
            "evaluate",
            "--clips",
            "rendered",
            "--frames",
            "12",
            "--parallelism",
            "1",
            "--preset",
            TinyModel.PRESET.name(),
            "--weights",
            weights.toString());

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
  }

  @Test
  void aStudyOfAblationsEndsBehindItsStepAndGoesOnLater() throws IOException {
    Path clips = TrainingClips.write(folder.resolve("clips"), 2, 4, TinyTraining.SIZE_PIXELS);
    Path out = folder.resolve("study");

    int exitCode =
        terminate(
            "step ",
            "ablate",
            "--preset",
            "ostnet-compact",
            "--clips",
            clips.toString(),
            "--out",
            out.toString(),
            "--size",
            String.valueOf(TinyTraining.SIZE_PIXELS),
            "--batch",
            "1",
            "--steps",
            "1000");

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    assertThat(out.resolve("ablations.md")).doesNotExist();
    assertThat(out).isDirectoryContaining(Files::isDirectory);
  }

  private int terminate(String line, String... arguments) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    int exitCode =
        ChildJvm.terminate(
            ChildJvm.command(UnderstudyCommand.class, arguments),
            temporary,
            told -> ChildJvm.awaitLine(told, line));
    assertThat(temporary).isDirectoryNotContaining("glob:**/understudy-flink-*");
    return exitCode;
  }
}
