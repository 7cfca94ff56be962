package io.understudy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.film.Film;
import io.understudy.pipeline.playback.ClipFrame;
import io.understudy.pipeline.playback.DrivingClip;
import io.understudy.pipeline.playback.RenderedClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What pages show runs as it stands there: from the launcher of this build, in a folder that holds
 * nothing but the files that the pages name. The other lines of README.md are this build itself.
 */
@Tag("slow")
class SnippetsITCase {
  /** Stands for each command. */
  static final String ANY_COMMAND = "COMMAND";

  private static final int CLIP_FRAMES = 45;

  @TempDir private static Path folder;

  @BeforeAll
  static void makeTheFilesThatPagesName() throws IOException {
    Files.createSymbolicLink(
        folder.resolve("understudy"), RepositoryFiles.ROOT.resolve("understudy"));
    Files.write(folder.resolve("portrait.jpg"), RenderedClip.portrait().toByteArray());
    Files.writeString(folder.resolve("watermark.key"), "sixteen or more characters");
    try (DrivingClip clip = new RenderedClip();
        Film film = new Film(folder.resolve("clip.mp4"), clip.framesPerSecond())) {
      for (int number = 0; number < CLIP_FRAMES; number++) {
        ClipFrame frame = clip.next().orElseThrow();
        film.add(frame.image(), frame.presentationMicros());
      }
      film.finish(null);
    }
  }

  @Test
  void everyCommandOfTheReadmeRuns() throws Exception {
    for (String line : Page.README.commands()) {
      assertThat(run(line.replace(ANY_COMMAND, "demo"))).as(line).isNotEmpty();
    }

    assertThat(Page.README.text()).contains("writes `out/demo.mp4`");
    assertThat(folder.resolve("out/demo.mp4")).isNotEmptyFile();
  }

  @Test
  void aPairOfPicturesIsExplained() throws Exception {
    run(Page.of("docs/explain.md").blockWith("--frame 40").lines().findFirst().orElseThrow());

    assertThat(folder.resolve("page.html")).content().contains("Occlusion");
  }

  @Test
  void aFilmIsSignedAndInspected() throws Exception {
    Page trust = Page.of("docs/trust.md");
    run(trust.blockWith("--sign-key"));

    assertThat(run(trust.blockWith("understudy inspect"))).contains("sidecar");
  }

  /** What the lines print; they must end well. */
  private static String run(String lines) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-ec", lines)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("SLF4J");
    return said;
  }
}
