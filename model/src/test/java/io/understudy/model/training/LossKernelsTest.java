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

  /** Of a flow of nothing but {@code shift} to the right, on a plane trusted left of its middle. */
  private double denseFlowLoss(float shift, float wanted, float right) {
    NDArray grid = execution.kernels().grid(plane(8, 0, 0)).expandDims(0);
    NDArray fine = execution.kernels().grid(plane(SIDE, 0, 0)).expandDims(0);
    NDArray sides = plane(SIDE, 1, 0).transpose(0, 2, 3, 1);
    NDArray elsewhere = sides.sub(1).mul(-right);
    return execution
        .kernels()
        .call("dense_flow_loss", grid.add(shift), fine.add(wanted).add(elsewhere), sides)
        .getFloat();
  }

  @Test
  void aFlowIsComparedWhereTheWantedOneIsTrusted() {
    assertThat(denseFlowLoss(0.1f, 0.1f, 0.7f)).isLessThan(0.05);
    assertThat(denseFlowLoss(0.1f, 0.3f, 0)).isCloseTo(0.2, within(1e-5));
    assertThat(denseFlowLoss(0, 0.3f, 0)).isCloseTo(0.3, within(1e-5));
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
