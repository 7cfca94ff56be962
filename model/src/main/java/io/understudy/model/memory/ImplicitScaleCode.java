package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.weights.Initializer;

/**
 * MCNet's implicit scale code (ISCM, NETWORKS section 2.2 step 2): from a pooled feature and the
 * source's keypoints, in fp32. Keys {@code 0.*} and {@code 2.*}.
 *
 * <p>The keypoints' share of the hidden layer depends on the source alone ({@link #ofSource}).
 */
public final class ImplicitScaleCode {
  private final Kernels kernels;
  private final boolean seesPooled;
  private final boolean seesKeypoints;
  private final int octaves;
  private final int channels;
  private final Parameter weight;
  private final Parameter bias;
  private final Linear out;

  /**
   * As released.
   *
   * @param channels of the pooled feature
   * @param hiddenWidth size of the hidden layer
   * @param dimensions size of the code
   */
  public ImplicitScaleCode(
      Parameters parameters, int channels, int keypoints, int hiddenWidth, int dimensions) {
    this(parameters, channels, keypoints, hiddenWidth, dimensions, MemorySwitches.released());
  }

  ImplicitScaleCode(
      Parameters parameters,
      int channels,
      int keypoints,
      int hiddenWidth,
      int dimensions,
      MemorySwitches switches) {
    this.kernels = parameters.execution().kernels();
    this.seesPooled = switches.pooledCode();
    this.seesKeypoints = switches.keypointCode();
    this.octaves = switches.octaves();
    this.channels = seesPooled ? channels : 0;
    int numbers = seesKeypoints ? 2 * keypoints * (1 + 2 * octaves) : 0;
    int in = this.channels + numbers;
    Parameters hidden = parameters.at(0);
    this.weight = hidden.parameter("weight", Initializer.fanIn(in), hiddenWidth, in);
    this.bias = hidden.parameter("bias", Initializer.fanIn(in), hiddenWidth);
    this.out = new Linear(parameters.inFloat().at(2), hiddenWidth, dimensions);
  }

  /** The share of the hidden layer (B, hidden) that source keypoints (B, K, 2) alone make. */
  public NDArray ofSource(NDArray keypoints) {
    if (!seesKeypoints) {
      return bias.value().expandDims(0).repeat(0, keypoints.getShape().get(0));
    }
    return kernels.call(
        "linear", numbers(keypoints), weight.value().get(":, " + channels + ":"), bias.value());
  }

  private NDArray numbers(NDArray keypoints) {
    return octaves == 0
        ? keypoints.flatten(1, 2)
        : kernels.call("positional_encoding", keypoints, octaves);
  }

  /**
   * The code (B, dimensions).
   *
   * @param pooled mean of a map (B, C)
   * @param ofSource what {@link #ofSource} gave for the same rows
   */
  public NDArray forward(NDArray pooled, NDArray ofSource) {
    NDArray hidden =
        seesPooled
            ? ofSource.add(pooled.matMul(weight.value().get(":, 0:" + channels).transpose()))
            : ofSource;
    return out.forward(kernels.call("relu", hidden));
  }
}
