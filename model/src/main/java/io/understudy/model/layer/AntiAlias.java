package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gaussian blur and subsampling by 1/scale (NETWORKS section 1.2). In fp32 whatever the policy: it
 * runs on images. The published key {@code weight} is derived, not loaded: what is kept of an axis
 * is a product with a matrix, faster than a depthwise convolution.
 */
public final class AntiAlias {
  private final Execution execution;
  private final int step;
  private final int side;
  private final Map<Long, NDArray> matrices = new ConcurrentHashMap<>();

  /**
   * @param scale 1, 1/2, 1/4 or 1/8
   */
  public AntiAlias(Parameters parameters, int channels, double scale) {
    this.execution = parameters.execution();
    this.step = (int) Math.round(1 / scale);
    this.side = 2 * (int) Math.round(4 * sigma()) + 1;
    if (step > 1) {
      parameters.derived("weight", channels, 1, side, side);
    }
  }

  private double sigma() {
    return (step - 1) / 2.0;
  }

  /** (N, C, H, W) to (N, C, H * scale, W * scale). */
  public NDArray forward(NDArray image) {
    if (step == 1) {
      return image;
    }
    NDArray rows = matrix(image.getShape().get(2));
    return execution.kernels().resample(image, rows, matrix(image.getShape().get(3)));
  }

  /** What is kept of {@code size} samples along an axis: (size / step, size). */
  private NDArray matrix(long size) {
    return matrices.computeIfAbsent(size, missing -> newMatrix(missing.intValue()));
  }

  private NDArray newMatrix(int size) {
    int kept = (size - 1) / step + 1;
    double[] line = gaussian();
    float[] weights = new float[kept * size];
    for (int i = 0; i < kept; i++) {
      for (int tap = 0; tap < side; tap++) {
        int at = i * step + tap - side / 2;
        if (at >= 0 && at < size) {
          weights[i * size + at] = (float) line[tap];
        }
      }
    }
    try (Scope scope = new Scope()) {
      return scope.own(execution.manager().create(weights, new Shape(kept, size)));
    }
  }

  /** The normalised Gaussian of one axis. */
  private double[] gaussian() {
    double mean = (side - 1) / 2.0;
    double[] line = new double[side];
    double sum = 0;
    for (int i = 0; i < side; i++) {
      line[i] = Math.exp(-(i - mean) * (i - mean) / (2 * sigma() * sigma()));
      sum += line[i];
    }
    for (int i = 0; i < side; i++) {
      line[i] /= sum;
    }
    return line;
  }
}
