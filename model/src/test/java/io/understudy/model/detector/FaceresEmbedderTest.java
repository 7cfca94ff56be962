package io.understudy.model.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.Picture;
import io.understudy.model.metric.FaceDistance;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceresEmbedderTest {
  private static final Path FETCHED =
      Path.of(System.getProperty("user.home"), ".cache", "understudy", "models", "faceres");

  @TempDir Path folder;

  @Test
  void givesWhatTensorflowGives() throws IOException {
    try (FaceresEmbedder embedder = fetched()) {
      float[] vector = embedder.embed(pattern(224).rgb());
      double sum = 0;
      double squares = 0;
      for (float value : vector) {
        sum += value;
        squares += value * value;
      }
      // TensorFlow.js 4.22 on the same levels.
      assertThat(vector).hasSize(1024);
      assertThat(sum / 1024).isCloseTo(0.0044081737, within(1e-6));
      assertThat(Math.sqrt(squares / 1024)).isCloseTo(0.0365215033, within(1e-6));
    }
  }

  @Test
  void aTurnedFaceIsSetUpright() throws IOException {
    try (FaceresEmbedder embedder = fetched()) {
      Picture picture = pattern(200);
      float[] upright = embedder.embed(picture, face(1, 0));
      float[] upsideDown = embedder.embed(turned(picture), face(-1, 199));
      assertThat(FaceDistance.cosine(upright, upsideDown)).isGreaterThan(0.98);
    }
  }

  @Test
  void aDamagedPackageIsRefused() throws IOException {
    Files.writeString(folder.resolve("faceres.json"), "{\"weightsManifest\":[{}]}");
    Files.writeString(folder.resolve("faceres.bin"), "");
    assertThatThrownBy(() -> FaceresEmbedder.read(folder))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aPackageWithoutItsFilesIsNamed() {
    assertThatThrownBy(() -> FaceresEmbedder.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("faceres.json");
  }

  private static FaceresEmbedder fetched() throws IOException {
    Assumptions.assumeTrue(Files.exists(FETCHED), "the package faceres is not fetched");
    return FaceresEmbedder.read(FETCHED);
  }

  /** Landmarks between 50 and 150, the eyes' corners on one line; mirrored about {@code origin}. */
  private static FaceLandmarks face(int sign, int origin) {
    float[] coordinates = new float[3 * 468];
    for (int i = 0; i < 468; i++) {
      coordinates[3 * i] = origin + sign * (50 + i % 100);
      coordinates[3 * i + 1] = origin + sign * (50 + i / 5f);
    }
    set(coordinates, 33, origin + sign * 70, origin + sign * 80);
    set(coordinates, 263, origin + sign * 130, origin + sign * 80);
    return new FaceLandmarks(coordinates);
  }

  private static void set(float[] coordinates, int landmark, int x, int y) {
    coordinates[3 * landmark] = x;
    coordinates[3 * landmark + 1] = y;
  }

  private static Picture pattern(int pixels) {
    byte[] rgb = new byte[3 * pixels * pixels];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % pixels;
      int y = i / 3 / pixels;
      rgb[i] = (byte) (7 * x + 13 * y + 29 * (i % 3) + x * y);
    }
    return new Picture(pixels, pixels, rgb);
  }

  private static Picture turned(Picture picture) {
    byte[] rgb = new byte[picture.rgb().length];
    for (int i = 0; i < rgb.length; i += 3) {
      System.arraycopy(picture.rgb(), rgb.length - 3 - i, rgb, i, 3);
    }
    return new Picture(picture.widthPixels(), picture.heightPixels(), rgb);
  }
}
