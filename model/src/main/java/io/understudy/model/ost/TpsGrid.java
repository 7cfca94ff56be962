package io.understudy.model.ost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * The sampling grid of a {@link ThinPlateSpline} on the device (NETWORKS section 4.1): the
 * corner-aligned grid plus, by one matrix product, how far the fiducials moved from their base.
 * Fiducials at their base give the plain grid, exactly.
 *
 * <p>One call at a time. Its constants belong to the execution.
 */
public final class TpsGrid {
  private final Execution execution;
  private final ThinPlateSpline spline;
  private final Map<Shape, Constants> constants = new HashMap<>();

  /** What a size of picture needs: its grid (2, H, W), pixel weights (F, H W), the base (F, 2). */
  private record Constants(NDArray grid, NDArray weights, NDArray base) {}

  public TpsGrid(Execution execution, int fiducials) {
    this.execution = execution;
    this.spline = new ThinPlateSpline(fiducials);
  }

  /** The spline behind the grid. */
  public ThinPlateSpline spline() {
    return spline;
  }

  /**
   * Where each pixel of the rectified image is fetched: (B, H, W, 2), (x, y) with corners on -1 and
   * 1; in {@code exact} float64: in fp32 pixels that stay where they are would be blended with
   * their neighbours, up to 3e-5 of them, and keypoints would see it.
   *
   * @param fiducials (B, F, 2) fp32
   */
  public NDArray forward(NDArray fiducials, int height, int width) {
    Constants at = constants.computeIfAbsent(new Shape(height, width), this::constants);
    return execution.kernels().call("tps_grid", at.grid, at.weights, fiducials, at.base);
  }

  private Constants constants(Shape size) {
    int height = (int) size.get(0);
    int width = (int) size.get(1);
    int count = spline.fiducials();
    try (Scope scope = new Scope()) {
      NDArray weights =
          execution
              .manager()
              .create(spline.pixelWeights(height, width), new Shape(count, (long) height * width));
      NDArray base = execution.manager().create(spline.basePoints(), new Shape(count, 2));
      NDArray grid =
          execution.manager().create(plainGrid(height, width), new Shape(2, height, width));
      NDArray used = execution.fast() ? execution.kernels().toFloat(grid) : grid;
      return new Constants(scope.own(used), scope.own(weights), scope.own(base));
    }
  }

  private static double[] plainGrid(int height, int width) {
    double[] grid = new double[2 * height * width];
    for (int pixel = 0; pixel < height * width; pixel++) {
      grid[pixel] = 2.0 * (pixel % width) / (width - 1) - 1;
      grid[height * width + pixel] = 2.0 * (pixel / width) / (height - 1) - 1;
    }
    return grid;
  }
}
