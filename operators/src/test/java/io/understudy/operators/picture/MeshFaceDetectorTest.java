package io.understudy.operators.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.connectors.face.CascadeFaceDetector;
import io.understudy.connectors.face.FaceBox;
import io.understudy.connectors.face.FaceDetector;
import io.understudy.connectors.media.RgbImage;
import io.understudy.operators.testing.RenderedHeads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where {@code understudy models} has been called; rendered heads are the faces. */
class MeshFaceDetectorTest {
  private static final Path NETWORKS =
      Path.of(System.getProperty("user.home"), ".cache", "understudy", "models", "faces");
  private static final int HEIGHT = 300;

  private static List<FaceBox> found(RgbImage image) {
    Assumptions.assumeTrue(
        Files.exists(NETWORKS.resolve("face_landmark.tflite")),
        "no face networks in " + NETWORKS + ": 'understudy models' fetches them");
    try (MeshFaceDetector detector = new MeshFaceDetector(NETWORKS)) {
      List<FaceBox> faces = sorted(detector, image);
      detector.close();
      return faces;
    }
  }

  private static List<FaceBox> sorted(FaceDetector detector, RgbImage image) {
    return detector.detect(image, 0.12 * HEIGHT).stream()
        .sorted(Comparator.comparingDouble(FaceBox::centreX))
        .toList();
  }

  @Test
  void everyHeadIsFoundOnceAtThePlaceAndInTheSizeThatTheCascadeGives() {
    RgbImage image = RenderedHeads.sideBySide(640, HEIGHT, 0, 3, 8);
    List<FaceBox> faces = found(image);
    assertThat(faces).hasSize(2);
    try (CascadeFaceDetector cascade = new CascadeFaceDetector()) {
      List<FaceBox> usual = sorted(cascade, image);
      assertThat(usual).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThat(faces.get(i).overlap(usual.get(i))).isGreaterThan(0.6);
      }
    }
  }

  @Test
  void headsThatLookAsideAreFoundToo() {
    assertThat(found(RenderedHeads.sideBySide(640, HEIGHT, 45, 3, 8))).hasSize(2);
  }

  @Test
  void aPlainPictureHasNoFace() {
    assertThat(found(new RgbImage(320, 200, new byte[3 * 320 * 200]))).isEmpty();
  }

  @Test
  void aFolderWithoutNetworksIsRefused(@TempDir Path empty) {
    assertThatThrownBy(() -> new MeshFaceDetector(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("understudy models");
  }
}
