package io.understudy.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  @TempDir Path folder;

  @Test
  void listNamesEveryPackageWithItsLicenceAndFetchesNothing() {
    Invocation listed = Invocation.of("models", "--list", "--folder", folder);

    assertThat(listed.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(listed.out())
        .contains("faces", "faceres", "inception", "nsfwjs@4.4.0", "Apache-2.0", "false")
        .doesNotContain("fetching");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnknownPackageIsRefusedWithTheKnownOnes() {
    Invocation.of("models", "vgg", "--folder", folder)
        .refuses("unknown model package 'vgg'", "[faces, faceres, inception]");
  }

  @Test
  void evaluationRefusesAPerceptualNetworkThatIsNotThere() {
    Path absent = folder.resolve("vgg19.pth");

    Invocation.of(
            "evaluate", "--preset", "fomm-compact", "--clips", "rendered", "--perceptual", absent)
        .refuses(absent, "is no file");
  }
}
