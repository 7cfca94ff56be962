package io.understudy.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.understudy.pipeline.trust.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside a film as its signed statement: whatever the bytes are, there is a verdict. */
class SidecarFuzzTest {
  @TempDir static Path folder;

  private static Path film;

  @BeforeAll
  static void writeAFilm() throws IOException {
    film = Files.writeString(folder.resolve("film.mp4"), "a film");
  }

  @FuzzTest
  void aSidecarIsJudged(byte[] bytes) throws IOException {
    Files.write(Sidecar.of(film), bytes);

    assertThat(Sidecar.check(film, null))
        .hasValueSatisfying(
            verdict ->
                assertThat(verdict.statement() != null || !verdict.signed())
                    .as("what cannot be read is not signed")
                    .isTrue());
  }
}
