package io.understudy.model.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.model.Picture;
import io.understudy.model.metric.Correlation;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where {@code understudy models} has been called; rendered heads are the faces. */
class FaceMeshTest {
  private static final Path MODELS =
      Path.of(System.getProperty("user.home"), ".cache", "understudy", "models", "faces");

  /** Treats both sides of a face alike. */
  private static final Light FRONTAL = new Light(0, 0.4, 1, 0.95, 0.34);

  @Test
  void landmarksFollowTheMouthOfARenderedHead() {
    List<Double> wanted = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    try (FaceMesh mesh = mesh()) {
      for (double open = 0; open <= 1; open += 0.125) {
        wanted.add(open);
        seen.add(FaceOpening.mouth(mesh.detect(head(0, open)).orElseThrow()));
      }
    }
    assertThat(Correlation.of(wanted, seen).orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void thePoseOfARenderedHeadIsMeasured() throws IOException {
    List<Double> wanted = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    try (FaceMesh mesh = mesh()) {
      HeadPose pose =
          new MeshHeadPose(CanonicalMesh.read(MODELS.resolve("face_geometry.binarypb")));
      for (double yaw = -30; yaw <= 30; yaw += 10) {
        FaceLandmarks face = mesh.detect(head(yaw, 0)).orElseThrow();
        wanted.add(yaw);
        seen.add((double) pose.degrees(face, 256, 256).orElseThrow()[1]);
      }
    }
    assertThat(Math.abs(Correlation.of(wanted, seen).orElseThrow())).isGreaterThan(0.98);
    assertThat(Math.abs(seen.get(0) - seen.get(6))).isBetween(40.0, 80.0);
  }

  @Test
  void aPictureWithoutAFaceHasNoLandmarks() {
    try (FaceMesh mesh = mesh()) {
      assertThat(mesh.detect(new Picture(256, 128, new byte[3 * 256 * 128]))).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoNetworkIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("face.tflite"), "nothing");
    assertThatThrownBy(() -> new FaceMesh(file, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  private static FaceMesh mesh() {
    Path detector = MODELS.resolve("face_detection_short_range.tflite");
    Assumptions.assumeTrue(Files.exists(detector), "the face models are not fetched");
    return new FaceMesh(detector, MODELS.resolve("face_landmark.tflite"));
  }

  private static Picture head(double yaw, double mouth) {
    HeadState state = new HeadState(yaw, 0, 0, 0, 0, 1, mouth, 0, 1, 1, 0, 0, 0);
    return HeadRenderer.render(new Scene(HeadIdentity.random(2), state, FRONTAL), 256);
  }
}
