package io.understudy.model.tpsm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import org.junit.jupiter.api.Test;

class SplineMotionTest {
  private static final int SIDE = 16;
  private static final float[] CROSS = {
    -0.7f, -0.6f, 0.8f, -0.5f, 0, 0.1f, -0.6f, 0.7f, 0.5f, 0.9f
  };

  private static NDArray moved(Execution execution, float[] driving, float[] source, double ridge) {
    var manager = execution.manager();
    NDArray grid = execution.kernels().grid(manager.zeros(new Shape(1, 1, SIDE, SIDE)));
    NDArray still = manager.create(new float[] {1, 0, 0, 0, 1, 0}, new Shape(1, 2, 3));
    NDArray motion =
        execution
            .kernels()
            .call(
                "spline_motion",
                manager.create(driving, new Shape(1, 5, 2)),
                manager.create(source, new Shape(1, 5, 2)),
                still,
                grid,
                1,
                ridge);
    return motion.sub(grid);
  }

  @Test
  void equalKeypointsLeaveEveryPixelInPlace() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      assertThat(moved(execution, CROSS, CROSS, 0).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(moved(execution, CROSS, CROSS, TpsmMotion.RIDGE).abs().max().getFloat())
          .isLessThan(0.05f);
    }
  }

  @Test
  void keypointsThatMoveTogetherMoveEveryPixelSoAndTheBackgroundNot() {
    float[] shifted = CROSS.clone();
    for (int i = 0; i < shifted.length; i += 2) {
      shifted[i] += 0.25f;
    }
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray change = moved(execution, CROSS, shifted, 0);

      assertThat(change.get(":, 0").abs().max().getFloat()).isLessThan(1e-6f);
      NDArray spline = change.get(":, 1");
      assertThat(spline.get("..., 0").sub(0.25f).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(spline.get("..., 1").abs().max().getFloat()).isLessThan(1e-5f);
    }
  }
}
