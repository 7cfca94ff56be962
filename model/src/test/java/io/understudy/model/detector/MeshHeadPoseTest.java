package io.understudy.model.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeshHeadPoseTest {
  private static final int POINTS = 12;
  private static final CanonicalMesh MESH = mesh();

  @Test
  void theRotationThatMadeTheLandmarksIsFound() {
    float[] degrees = new MeshHeadPose(MESH).degrees(seen(10, -25, 5), 640, 480).orElseThrow();
    assertThat(degrees[0]).isCloseTo(10, within(0.05f));
    assertThat(degrees[1]).isCloseTo(-25, within(0.05f));
    assertThat(degrees[2]).isCloseTo(5, within(0.05f));
  }

  @Test
  void theFilesAxesAreTurnedToThoseOfPictures() {
    ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x0A).put((byte) 25);
    for (float value : new float[] {1, 2, 3, 0.5f, 0.5f}) {
      file.put((byte) 0x1D).putFloat(value);
    }
    file.put((byte) 0x12).put((byte) 7).put((byte) 0x08).put((byte) 0);
    file.put((byte) 0x15).putFloat(0.25f).flip();
    CanonicalMesh read = CanonicalMesh.parse(file);
    assertThat(read.points()).containsExactly(1, -2, -3);
    assertThat(read.landmarks()).containsExactly(0);
  }

  @Test
  void openingsAreMeasuredOnTheMeshOnly() {
    float[] coordinates = new float[3 * 468];
    coordinates[3 * 10 + 1] = -100;
    coordinates[3 * 152 + 1] = 100;
    coordinates[3 * 14 + 1] = 30;
    assertThat(FaceOpening.mouth(new FaceLandmarks(coordinates))).isCloseTo(0.15, within(1e-6));
    assertThatThrownBy(() -> FaceOpening.mouth(new FaceLandmarks(new float[3 * 68])))
        .hasMessageContaining("468");
  }

  private static CanonicalMesh mesh() {
    Random random = new Random(4);
    double[] points = random.doubles(3L * POINTS, -8, 8).toArray();
    return new CanonicalMesh(points, IntStream.range(0, POINTS).toArray());
  }

  /** Landmarks of the mean face turned about x, then y, then z, half a metre before the camera. */
  private static FaceLandmarks seen(double x, double y, double z) {
    float[] coordinates = new float[3 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      double[] p = {MESH.points()[3 * i], MESH.points()[3 * i + 1], MESH.points()[3 * i + 2]};
      turn(p, 1, 2, x);
      turn(p, 2, 0, y);
      turn(p, 0, 1, z);
      coordinates[3 * i] = (float) (320 + 1.2 * 640 * p[0] / (p[2] + 50));
      coordinates[3 * i + 1] = (float) (240 + 1.2 * 640 * p[1] / (p[2] + 50));
    }
    return new FaceLandmarks(coordinates);
  }

  private static void turn(double[] p, int first, int second, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double a = p[first];
    p[first] = cos * a - sin * p[second];
    p[second] = sin * a + cos * p[second];
  }
}
