package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaceEmphasisTest {
  private static final int SIDE = 64;
  private static final Picture PICTURE = new Picture(SIDE, SIDE, new byte[3 * SIDE * SIDE]);

  /** A mouth around (20, 50); the eyes are outside of the picture. */
  private static LabelledFrame mouthOnly() {
    float[] coordinates = new float[3 * 468];
    Arrays.fill(coordinates, -1000);
    place(coordinates, 61, 14, 50);
    place(coordinates, 291, 26, 50);
    place(coordinates, 0, 20, 47);
    place(coordinates, 17, 20, 53);
    return new LabelledFrame(PICTURE, Optional.of(new FaceLandmarks(coordinates)));
  }

  private static void place(float[] coordinates, int landmark, float x, float y) {
    coordinates[3 * landmark] = x;
    coordinates[3 * landmark + 1] = y;
  }

  @Test
  void theMouthWeighsMoreAndTheRestNothingExtra() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray weights = FaceEmphasis.of(execution, List.of(mouthOnly()), List.of(false));

      assertThat(weights.getFloat(0, 0, 50, 20)).isPositive();
      assertThat(weights.getFloat(0, 0, 30, 20)).isZero();
      assertThat(weights.getFloat(0, 0, 50, 43)).isZero();
    }
  }

  @Test
  void itIsOnTheOtherSideInAMirror() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray weights = FaceEmphasis.of(execution, List.of(mouthOnly()), List.of(true));

      assertThat(weights.getFloat(0, 0, 50, 43)).isPositive();
      assertThat(weights.getFloat(0, 0, 50, 20)).isZero();
    }
  }

  @Test
  void aFrameWithoutLandmarksWeighsNothingExtra() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray weights =
          FaceEmphasis.of(execution, List.of(new LabelledFrame(PICTURE)), List.of(false));

      assertThat(weights.sum().getFloat()).isZero();
    }
  }
}
