package io.understudy.model.face;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.Parameters;

/**
 * An hourglass that says where keypoints are in a picture: a heat map each, and its soft-argmax
 * (NETWORKS section 1.3). Keys {@code predictor.*}, {@code kp.*}.
 *
 * <p>Rounding here would move the whole picture: what is computed at the size of the heat maps is
 * fp32 whatever the policy. Of what comes from coarser levels, bf16 moves a detector's trained
 * keypoints by 0.015 pixels of 256, less than noise of one level in the picture does. In training
 * all is fp32.
 */
public final class HeatMaps {
  /** Side of the kernels that read the features, which are not padded. */
  public static final int KERNEL = 7;

  private final Parameters parameters;
  private final Kernels kernels;
  private final double temperature;
  private final Hourglass predictor;
  private final Conv2d keypoints;

  /**
   * @param keypoints number of heat maps
   * @param temperature divisor of their logits
   */
  public HeatMaps(
      Parameters tree,
      int keypoints,
      int imageChannels,
      int blockExpansion,
      int maxFeatures,
      int blocks,
      double temperature) {
    this.parameters = tree.inFloat();
    this.kernels = tree.execution().kernels();
    this.temperature = temperature;
    Parameters coarser = tree.execution().training() ? parameters : tree;
    this.predictor =
        new Hourglass(
            parameters.at("predictor"),
            coarser.at("predictor"),
            blockExpansion,
            imageChannels,
            blocks,
            maxFeatures);
    this.keypoints =
        new Conv2d(
            parameters.at("kp"), predictor.outChannels(), keypoints, KERNEL, 0, Activation.NONE);
  }

  /** Channels of {@link #features}. */
  public int channels() {
    return predictor.outChannels();
  }

  /** What heat maps are made of: (B, C, h, w) of a picture (B, C, h, w). */
  public NDArray features(NDArray picture) {
    return predictor.forward(parameters.execution().toWorking(picture));
  }

  /** Heat maps (B, K, h - 6, w - 6), each sums to 1. */
  public NDArray of(NDArray features) {
    return kernels.call("keypoint_heatmap", keypoints.forward(features), temperature);
  }

  /** Where they are on average, (B, K, 2) in [-1, 1]. */
  public NDArray positions(NDArray heatmap) {
    // The cropped map still spans all of [-1, 1].
    // Sums of a product are 4e-6 off those of the reference, which exact does not allow itself.
    boolean product = parameters.execution().fast();
    String kernel = product ? "keypoint_values_product" : "keypoint_values";
    return kernels.call(kernel, heatmap, kernels.grid(heatmap));
  }
}
