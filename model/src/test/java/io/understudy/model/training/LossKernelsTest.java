package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossKernelsTest {
  private static final int SIDE = 32;
  private static final int LANDMARKS = 468;
  private static final int UPPER_LIP = 13;

  private Execution execution;
  private Scope scope;

  @BeforeEach
  void open() {
    execution = Execution.open(Device.cpu(), Precision.EXACT);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
    execution.close();
  }

  private NDArray plane(int side, float left, float right) {
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % side < side / 2 ? left : right;
    }
    return execution.manager().create(values, new Shape(1, 1, side, side));
  }

  private double visibleLoss(float left, float right) {
    NDArray warped = plane(SIDE, 0.5f, 0.5f);
    NDArray driving = plane(SIDE, 0.5f, 0.9f);
    return execution
        .kernels()
        .call("visible_loss", plane(8, left, right), warped, driving, 0.03, 0.12)
        .getFloat();
  }

  @Test
  void theSourceIsVisibleWhereItsWarpedPictureIsRight() {
    assertThat(visibleLoss(0.99f, 0.01f)).isLessThan(0.02);
    assertThat(visibleLoss(0.99f, 0.99f)).isGreaterThan(1);
    assertThat(visibleLoss(0.01f, 0.01f)).isGreaterThan(1);
  }

  /** Motions of the background and of two keypoints; the landmark is at the second of them. */
  private double maskLoss(float background, float first, float second) {
    NDArray mask =
        plane(8, background, background)
            .concat(plane(8, first, first), 1)
            .concat(plane(8, second, second), 1);
    float[] keypoints = {-0.5f, 0, 0.3f, 0.1f};
    float[] landmark = {0.3f, 0.1f};
    return execution
        .kernels()
        .call(
            "mask_loss",
            mask,
            execution.manager().create(keypoints, new Shape(1, 2, 2)),
            execution.manager().create(landmark, new Shape(1, 1, 2)),
            execution.manager().ones(new Shape(1, 1, 1)),
            0.05)
        .getFloat();
  }

  @Test
  void theMotionOfTheNearestKeypointWeighsMost() {
    assertThat(maskLoss(0, 0.01f, 0.99f)).isCloseTo(-Math.log(0.99), within(1e-4));
    assertThat(maskLoss(0.5f, 0.25f, 0.25f)).isCloseTo(Math.log(4), within(1e-4));
    assertThat(maskLoss(0, 0.99f, 0.01f)).isGreaterThan(4);
  }

  private double expression(float shift, float lip) {
    float[] wanted = new float[2 * LANDMARKS];
    float[] fetched = new float[2 * LANDMARKS];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (float) Math.sin(i);
      fetched[i] = wanted[i] + shift;
    }
    fetched[2 * UPPER_LIP + 1] += lip;
    Shape shape = new Shape(1, LANDMARKS, 2);
    NDArray known = execution.manager().ones(new Shape(1, 1, 1));
    NDArray mouth = MeshPart.tensors(execution).get(MeshPart.MOUTH.ordinal());
    return execution
        .kernels()
        .call(
            "shape_distance",
            execution.manager().create(fetched, shape),
            execution.manager().create(wanted, shape),
            known,
            mouth)
        .getFloat();
  }

  @Test
  void aFaceThatOnlyMovedHasItsExpression() {
    assertThat(expression(0.3f, 0)).isCloseTo(0, within(1e-6));
  }

  @Test
  void aLipThatMovedAloneChangesIt() {
    // One of forty points by 0.4: itself by 39/40 of that, the others' middle by the rest.
    assertThat(expression(0.3f, 0.4f)).isCloseTo(0.4 * (2 * 39.0 / 40) / 80, within(1e-6));
  }

  @Test
  void everyPartHasLandmarksOfTheMeshOnce() {
    for (NDArray part : MeshPart.tensors(execution)) {
      assertThat(part.toLongArray()).doesNotHaveDuplicates();
      assertThat(part.max().getLong()).isLessThan(LANDMARKS);
    }
  }
}
