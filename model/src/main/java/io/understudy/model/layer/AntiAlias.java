package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;

/**
 * Gaussian blur and subsampling by 1/scale (NETWORKS section 1.2). In fp32 whatever the policy: it
 * runs on images. The published key {@code weight} is derived, not loaded.
 */
public final class AntiAlias {
  private final Execution execution;
  private final int channels;
  private final int step;
  private final int side;
  private NDArray weight;
  private NDArray bias;

  /**
   * @param scale 1, 1/2, 1/4 or 1/8
   */
  public AntiAlias(Parameters parameters, int channels, double scale) {
    this.execution = parameters.execution();
    this.channels = channels;
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
    if (weight == null) {
      prepare();
    }
    return execution.kernels().call("conv2d", image, weight, bias, step, side / 2, channels);
  }

  private void prepare() {
    try (Scope scope = new Scope()) {
      Shape shape = new Shape(channels, 1, side, side);
      weight = scope.own(execution.manager().create(gaussian(), shape));
      bias = scope.own(execution.manager().zeros(new Shape(channels)));
    }
  }

  /** The normalised 2-D Gaussian, once for each channel. */
  private float[] gaussian() {
    double mean = (side - 1) / 2.0;
    double[] line = new double[side];
    double sum = 0;
    for (int i = 0; i < side; i++) {
      line[i] = Math.exp(-(i - mean) * (i - mean) / (2 * sigma() * sigma()));
      sum += line[i];
    }
    float[] kernels = new float[channels * side * side];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = (float) (line[i / side % side] * line[i % side] / (sum * sum));
    }
    return kernels;
  }
}
