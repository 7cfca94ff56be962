package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Convolution.Geometry;
import io.understudy.model.weights.Initializer;

/** Batch normalisation with running statistics, affine, eps 1e-5 (NETWORKS section 0). */
public final class BatchNorm {
  private static final double EPSILON = 1e-5;

  private final Execution execution;
  private final Kernels kernels;
  private final int channels;
  private final String function;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  public BatchNorm(Parameters parameters, int channels) {
    execution = parameters.execution();
    kernels = execution.kernels();
    this.channels = channels;
    function = execution.training() ? "batch_norm_training" : "batch_norm";
    weight = parameters.parameter("weight", Initializer.ONES, channels);
    bias = parameters.parameter("bias", Initializer.ZEROS, channels);
    mean = parameters.buffer("running_mean", Initializer.ZEROS, channels);
    variance = parameters.buffer("running_var", Initializer.ONES, channels);
    parameters.counter("num_batches_tracked");
  }

  /** Normalises (N, C, H, W) by the running statistics; in training by the batch's, gathered. */
  public NDArray forward(NDArray x) {
    return kernels.call(
        function, x, weight.value(), bias.value(), mean.value(), variance.value(), EPSILON);
  }

  NDArray foldWeight(NDArray convolutionWeight) {
    return kernels.call(
        "fold_weight", convolutionWeight, weight.value(), variance.value(), EPSILON);
  }

  NDArray foldBias(NDArray convolutionBias) {
    return kernels.call(
        "fold_bias",
        convolutionBias,
        weight.value(),
        bias.value(),
        mean.value(),
        variance.value(),
        EPSILON);
  }

  /** This norm and {@code after} as a convolution of single channels: one pass over the map. */
  Convolution alone(Activation after, NDArray input) {
    NDArray ones = execution.manager().ones(new Shape(channels, 1, 1, 1));
    NDArray zeros = execution.manager().zeros(new Shape(channels));
    Convolution folded =
        Convolution.prepare(
            execution,
            foldWeight(ones),
            foldBias(zeros),
            new Geometry(1, 0, channels),
            after,
            input);
    release();
    return folded;
  }

  void release() {
    weight.release();
    bias.release();
    mean.release();
    variance.release();
  }
}
