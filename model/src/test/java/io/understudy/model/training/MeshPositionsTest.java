package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.detector.FaceLandmarks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeshPositionsTest {
  private static final int SIDE = 65;
  private static final Picture PICTURE = new Picture(SIDE, SIDE, new byte[3 * SIDE * SIDE]);

  private static LabelledFrame face() {
    SplittableRandom random = new SplittableRandom(3);
    float[] coordinates = new float[3 * 468];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = (float) random.nextDouble(SIDE - 1);
    }
    coordinates[0] = 48;
    coordinates[1] = 16;
    return new LabelledFrame(PICTURE, Optional.of(new FaceLandmarks(coordinates)));
  }

  @Test
  void aMirrorTurnsAllLandmarksRoundTheMiddle() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      List<LabelledFrame> frames = List.of(face(), face());
      NDArray positions = MeshPositions.of(execution, frames, List.of(false, true)).positions();

      assertThat(positions.get("0, 0").toFloatArray()).containsExactly(0.5f, -0.5f);
      assertThat(positions.get("1, 0").toFloatArray()).containsExactly(-0.5f, -0.5f);
    }
  }

  @Test
  void aFlowThatMovesNothingFetchesEveryLandmarkWhereItIs() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray positions = MeshPositions.of(execution, List.of(face()), List.of(false)).positions();
      NDArray still = kernels.grid(execution.manager().zeros(new Shape(1, 1, 64, 64)));

      float[] fetched = kernels.call("flow_at", still.expandDims(0), positions).toFloatArray();

      assertThat(fetched).containsExactly(positions.toFloatArray(), within(1e-5f));
    }
  }
}
