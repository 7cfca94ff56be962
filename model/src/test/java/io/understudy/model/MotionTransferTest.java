package io.understudy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.model.weights.NpyArray;
import io.understudy.model.weights.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the figures of the official code; each array is compared within 1e-5. */
class MotionTransferTest {
  private static final double TOLERANCE = 1e-5;
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(strings = {"relative_motion_a", "relative_motion_b"})
  void everyWayOfApplyingMotionEqualsTheReference(String fixture) throws IOException {
    Map<String, NpyArray> inputs = Npz.read(GOLDEN.resolve(fixture).resolve("inputs.npz"));
    Map<String, NpyArray> outputs = Npz.read(GOLDEN.resolve(fixture).resolve("outputs.npz"));
    Keypoints source = keypoints(inputs, "source", 0);
    Keypoints baseline = keypoints(inputs, "driving_initial", 0);
    double scale = ConvexHull.movementScale(source, baseline);

    for (int frame = 0; frame < inputs.get("driving.value").shape()[0]; frame++) {
      Keypoints driving = keypoints(inputs, "driving", frame);
      float[] moved = MotionTransfer.relativeValues(source, driving, baseline, 1);
      float[] scaled = MotionTransfer.relativeValues(source, driving, baseline, scale);
      assertClose(driving, keypoints(outputs, "absolute", frame));
      assertClose(new Keypoints(moved, driving.jacobians()), keypoints(outputs, "relative", frame));
      assertClose(
          new Keypoints(scaled, driving.jacobians()), keypoints(outputs, "relative_scale", frame));
      assertClose(
          MotionTransfer.apply(MotionMode.ABSOLUTE, source, driving, baseline),
          keypoints(outputs, "absolute", frame));
      assertClose(
          MotionTransfer.apply(MotionMode.RELATIVE, source, driving, baseline),
          keypoints(outputs, "relative_jac", frame));
      assertClose(
          MotionTransfer.apply(MotionMode.SCALED, source, driving, baseline),
          keypoints(outputs, "relative_jac_scale", frame));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative_motion_a", "relative_motion_b"})
  void hullAreasEqualTheReference(String fixture) throws IOException {
    Map<String, NpyArray> inputs = Npz.read(GOLDEN.resolve(fixture).resolve("inputs.npz"));
    Map<String, NpyArray> outputs = Npz.read(GOLDEN.resolve(fixture).resolve("outputs.npz"));

    assertThat(ConvexHull.area(inputs.get("source.value").floats()))
        .isCloseTo(outputs.get("area_source").doubles()[0], within(TOLERANCE));
    assertThat(ConvexHull.area(inputs.get("driving_initial.value").floats()))
        .isCloseTo(outputs.get("area_driving_initial").doubles()[0], within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative_motion_a", "relative_motion_b"})
  void theBestFrameAndAllScoresEqualTheReference(String fixture) throws IOException {
    Map<String, NpyArray> inputs = Npz.read(GOLDEN.resolve(fixture).resolve("inputs.npz"));
    Map<String, NpyArray> outputs = Npz.read(GOLDEN.resolve(fixture).resolve("outputs.npz"));
    NpyArray driving = inputs.get("landmarks_driving");
    List<float[]> frames = new ArrayList<>();
    for (int i = 0; i < driving.shape()[0]; i++) {
      frames.add(row(driving, i));
    }

    BestFrame best = BestFrame.of(inputs.get("landmarks_source").floats(), frames);

    assertThat(best.index()).isEqualTo((int) outputs.get("best_frame_index").doubles()[0]);
    double[] expected = outputs.get("best_frame_scores").doubles();
    assertThat(best.scores()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(best.scores()[i]).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  @Test
  void theHullOfASquareWithPointsInsideIsTheSquare() {
    float[] points = {0, 0, 2, 0, 2, 2, 0, 2, 1, 1, 0.5f, 1.5f, 1, 0};

    assertThat(ConvexHull.area(points)).isEqualTo(4);
  }

  @Test
  void aBaselineWithoutAreaLeavesTheMovementUnscaled() {
    Keypoints triangle = new Keypoints(new float[] {0, 0, 1, 0, 0, 1}, new float[12]);
    Keypoints line = new Keypoints(new float[] {0, 0, 1, 1, 2, 2}, new float[12]);

    assertThat(ConvexHull.movementScale(triangle, line)).isEqualTo(1);
  }

  private static void assertClose(Keypoints actual, Keypoints expected) {
    assertThat(actual.values()).containsExactly(expected.values(), within((float) TOLERANCE));
    assertThat(actual.jacobians()).containsExactly(expected.jacobians(), within((float) TOLERANCE));
  }

  private static Keypoints keypoints(Map<String, NpyArray> arrays, String name, int frame) {
    return new Keypoints(
        row(arrays.get(name + ".value"), frame), row(arrays.get(name + ".jacobian"), frame));
  }

  private static float[] row(NpyArray array, int row) {
    int length = array.size() / (int) array.shape()[0];
    return Arrays.copyOfRange(array.floats(), row * length, (row + 1) * length);
  }
}
