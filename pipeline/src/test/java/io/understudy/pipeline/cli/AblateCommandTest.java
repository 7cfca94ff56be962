package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.model.Picture;
import io.understudy.model.synthetic.DrivingMotion;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblateCommandTest {
  private static final int SIDE = 64;

  @TempDir Path folder;

  @Test
  void trainsAndJudgesEachRowOnceAndPrintsTheTables() throws IOException {
    Path clips = clips();
    Path out = folder.resolve("study");

    Invocation study = ablate(clips, out, "ostnet-compact");

    assertThat(study.exitCode()).as(study.err()).isEqualTo(ExitCode.OK);
    assertThat(study.out())
        .containsSubsequence(
            "### Rows of OSTNet Tab. 3, 1 steps each",
            "| model | L1 | PSNR",
            "| Baseline |",
            "| + ST |",
            "| + ST + SE |",
            "### Rows of OSTNet Tab. 4, 1 steps each",
            "| w/o DV |",
            "| OSTNet |");
    assertThat(study.out()).contains(Files.readString(out.resolve("ablations.md")));
    assertThat(figures(study.out(), "+ ST + SE")).isEqualTo(figures(study.out(), "OSTNet"));
    assertThat(figures(study.out(), "Baseline")).isNotEqualTo(figures(study.out(), "OSTNet"));
    try (Stream<Path> runs = Files.list(out).filter(Files::isDirectory)) {
      assertThat(runs).hasSize(4);
    }
  }

  @Test
  void refusesAPresetWithoutAblations() throws IOException {
    ablate(clips(), folder.resolve("study"), "fomm-compact").refuses("has no ablations");
  }

  @Test
  void refusesAPresetWhoseSecondLookNoRowTrains() throws IOException {
    ablate(clips(), folder.resolve("study"), "ostnet-compact:detail")
        .refuses("ostnet-compact:detail", "neither trains nor compares");
    assertThat(folder.resolve("study")).doesNotExist();
  }

  private static String figures(String text, String row) {
    String start = "| " + row + " |";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  private Path clips() throws IOException {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    try (VideoWriter video = VideoWriter.open(clips.resolve("head_0_0.mp4"), SIDE, SIDE, 25)) {
      video.write(head(0), 0);
      video.write(head(1), 40_000);
      video.finish();
    }
    return clips;
  }

  private static RgbImage head(double seconds) {
    Picture picture =
        HeadRenderer.render(
            new Scene(HeadIdentity.random(5), DrivingMotion.of(5).at(seconds), Light.STUDIO), SIDE);
    return new RgbImage(SIDE, SIDE, picture.rgb());
  }

  private static Invocation ablate(Path clips, Path out, String preset) {
    return Invocation.of(
        "ablate",
        "--preset",
        preset,
        "--clips",
        clips,
        "--judge",
        clips,
        "--out",
        out,
        "--steps",
        1,
        "--batch",
        1,
        "--size",
        SIDE,
        "--frames",
        1);
  }
}
