package io.understudy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.understudy.pipeline.cli.UnderstudyCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

  @Test
  void aMeasurementOfStreamsWritesTheTablesThatAreComplete() throws IOException {
    Path json = folder.resolve("bench.json");

    int exitCode =
        terminate(
            TinyModel.SMALLEST.name() + " in ",
            withSmallestModel("bench", "--streams=1", "--fps=2", "--seconds=4", "--json=" + json));

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertThat(written.get("cut").asBoolean()).isTrue();
    assertThat(written.at("/tables").findValuesAsText("title"))
        .singleElement()
        .asString()
        .startsWith(TinyModel.SMALLEST.name() + " in ");
  }

  @Test
  void aSimulationLeavesNoHalfOfItsTables() throws IOException {
    Path json = folder.resolve("simulation.json");

    int exitCode =
        terminate(
            "measuring",
            withSmallestModel(
                "simulate",
                "--streams=4",
                "--tasks=1",
                "--fps=1",
                "--warm-up=1",
                "--seconds=20",
                "--cost=1=2",
                "--json=" + json));

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    assertThat(json).doesNotExist();
  }

  @Test
  void aSoakIsJudgedByTheSamplesThatItTook() throws IOException {
    Path json = folder.resolve("soak.json");

    int exitCode =
        terminate(
            told -> {
              for (int sample = 0; sample < 12; sample++) {
                ChildJvm.awaitLine(told, " ");
              }
            },
            withSmallestModel("soak", "--streams=1", "--minutes=1", "--json=" + json));

    assertThat(exitCode).isEqualTo(ChildJvm.TERMINATED);
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertThat(written.get("title").asText()).startsWith("Soak, cut after ");
    assertThat(written.get("rows").findValuesAsText("gauge")).contains("file handles");
  }

  private String[] withSmallestModel(String... arguments) {
    Path weights = TinyModel.write(TinyModel.SMALLEST, folder);
    return Stream.concat(
            Stream.of(arguments),
            Stream.of(
                "--set=model.preset=" + TinyModel.SMALLEST.name(),
                "--set=model.weights=" + weights,
                "--set=model.threads=1",
                "--set=live.deadline=600s"))
        .toArray(String[]::new);
  }

  private int terminate(String line, String... arguments) throws IOException {
    return terminate(told -> ChildJvm.awaitLine(told, line), arguments);
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
