package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import java.util.random.RandomGenerator;

/**
 * A random smooth map of the plane, one of each sample, under which keypoints must move with the
 * picture (NETWORKS section 1.7): an affine part and a thin-plate part over a 5x5 grid, with the L1
 * distance that FOMM uses. Tensors belong to the open scope.
 */
public final class RandomTransform {
  private static final double AFFINE_DEVIATION = 0.05;
  private static final double BEND_DEVIATION = 0.005;
  private static final int SIDE = 5;

  private final Kernels kernels;
  private final NDArray theta;
  private final NDArray control;
  private final NDArray weights;

  /**
   * @param theta (B, 2, 3) affine parts
   * @param weights (B, M) of the control points, a square number of them over [-1, 1]
   */
  public RandomTransform(Kernels kernels, NDArray theta, NDArray weights) {
    int side = (int) Math.round(Math.sqrt(weights.getShape().get(1)));
    this.kernels = kernels;
    this.theta = theta;
    this.control = theta.getManager().create(controlPoints(side), new Shape((long) side * side, 2));
    this.weights = weights;
  }

  /** Draws one map of each of {@code batch} samples. */
  static RandomTransform draw(Execution execution, int batch, RandomGenerator random) {
    float[] theta = new float[batch * 6];
    for (int i = 0; i < theta.length; i++) {
      boolean diagonal = i % 6 == 0 || i % 6 == 4;
      theta[i] = (float) (random.nextGaussian() * AFFINE_DEVIATION + (diagonal ? 1 : 0));
    }
    float[] weights = new float[batch * SIDE * SIDE];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * BEND_DEVIATION);
    }
    return new RandomTransform(
        execution.kernels(),
        execution.manager().create(theta, new Shape(batch, 2, 3)),
        execution.manager().create(weights, new Shape(batch, SIDE * SIDE)));
  }

  /** The control points (1, n, n, 2). */
  public NDArray controlPoints() {
    long side = Math.round(Math.sqrt(control.getShape().get(0)));
    return control.reshape(1, side, side, 2);
  }

  private static float[] controlPoints(int side) {
    float[] control = new float[side * side * 2];
    for (int i = 0; i < side * side; i++) {
      control[2 * i] = 2f * (i % side) / (side - 1) - 1;
      control[2 * i + 1] = 2f * (i / side) / (side - 1) - 1;
    }
    return control;
  }

  /** Where each pixel of images (B, C, H, W) is fetched from, (B, H, W, 2). */
  public NDArray grid(NDArray image) {
    int height = (int) image.getShape().get(2);
    int width = (int) image.getShape().get(3);
    NDArray grid = kernels.grid(image).reshape(1, (long) height * width, 2);
    return points(grid).reshape(-1, height, width, 2);
  }

  /** Images (B, C, H, W) seen through the map, reflected at the borders. */
  public NDArray image(NDArray image) {
    return kernels.call("transform_image", image, grid(image), false);
  }

  /** Points (B or 1, N, 2) moved by each map: (B, N, 2). */
  public NDArray points(NDArray points) {
    return kernels.call("transform_points", points, theta, control, weights);
  }

  /** Jacobians (B, N, 2, 2) of the map at points (B, N, 2). */
  public NDArray jacobians(NDArray points) {
    return kernels.call("transform_jacobians", points, theta, control, weights);
  }
}
