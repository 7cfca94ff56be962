package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.pipeline.viewer.Heads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;

  private Invocation inspect(byte[] jpeg) throws IOException {
    Path file = Files.write(folder.resolve("picture.jpg"), jpeg);
    return Invocation.of("inspect", file, "--set", "live.label-text=synthetic");
  }

  @Test
  void aPictureOfTheJobBearsItsMarksAndEndsWellForAProgramThatAsks() throws IOException {
    Invocation marked = inspect(Heads.reenacted(2, 1).get(0).toByteArray());

    assertThat(marked.exitCode()).as(marked.err()).isEqualTo(ExitCode.OK);
    assertThat(marked.out())
        .contains("1 pictures looked at", "ompositeWithTrainedAlgorithmicMedia", "on 1 of 1")
        .contains("live.watermark-key-file is not set", "no picture.jpg.provenance.json");
  }

  @Test
  void aPictureOfACameraEndsWithOne() throws IOException {
    Invocation unmarked = inspect(Heads.portrait(2).toByteArray());

    assertThat(unmarked.exitCode()).as(unmarked.err()).isEqualTo(ExitCode.FAILED);
    assertThat(unmarked.out()).contains("no IPTC digital source type", "on 0 of 1");
  }
}
