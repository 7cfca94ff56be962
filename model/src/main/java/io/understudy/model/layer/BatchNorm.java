package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.weights.Initializer;

/** Batch normalisation with running statistics, affine, eps 1e-5 (NETWORKS section 0). */
public final class BatchNorm {
  private static final double EPSILON = 1e-5;

  private final Kernels kernels;
  private final String function;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  public BatchNorm(Parameters parameters, int channels) {
    kernels = parameters.execution().kernels();
    function = parameters.execution().training() ? "batch_norm_training" : "batch_norm";
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

  void release() {
    weight.release();
    bias.release();
    mean.release();
    variance.release();
  }
}
