package io.understudy.pipeline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFolderTest {
  @TempDir Path folder;
  private ModelsFolder models;

  @BeforeEach
  void open() {
    models = new ModelsFolder(folder);
  }

  @Test
  void noneIsNoPerceptualNetwork() {
    assertThat(models.perceptual("none")).isEmpty();
  }

  @Test
  void aStandInThatIsNotFetchedSaysHowToFetchIt() {
    assertThatThrownBy(() -> models.perceptual("stand-in"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("understudy models inception");
  }

  @Test
  void theFetchedStandInIsFound() throws IOException {
    Path inception = Files.createDirectories(models.of(ModelPackage.INCEPTION));
    assertThat(models.perceptual("stand-in").orElseThrow().path()).isEqualTo(inception);
  }

  @Test
  void anythingElseIsAPath() throws IOException {
    Path file = Files.createFile(folder.resolve("vgg19.pth"));
    assertThat(models.perceptual(file.toString()).orElseThrow().path()).isEqualTo(file);
    assertThatThrownBy(() -> models.perceptual("vgg"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("vgg is no file");
  }
}
