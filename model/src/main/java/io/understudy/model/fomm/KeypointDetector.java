package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.AntiAlias;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import java.util.List;

/**
 * FOMM's keypoint detector (NETWORKS section 1.3): soft-argmax positions and local affine frames.
 * Keys {@code predictor.*}, {@code kp.*}, {@code jacobian.*}.
 *
 * <p>Rounding here would move the whole picture: what is computed at the size of the heat maps is
 * fp32 whatever the policy. Of what comes from coarser levels, bf16 moves trained keypoints by
 * 0.015 pixels of 256, less than noise of one level in the picture does. In training all is fp32.
 */
public final class KeypointDetector {
  private static final int KERNEL = 7;

  private final KeypointDetectorConfiguration configuration;
  private final Kernels kernels;
  private final Parameters parameters;
  private final AntiAlias down;
  private final Hourglass predictor;
  private final Conv2d keypoints;
  private final Conv2d jacobian;

  public KeypointDetector(Parameters tree, KeypointDetectorConfiguration configuration) {
    this.configuration = configuration;
    this.parameters = tree.inFloat();
    this.kernels = tree.execution().kernels();
    int channels = configuration.imageChannels();
    this.down = new AntiAlias(parameters.at("down"), channels, configuration.scaleFactor());
    Parameters coarser = tree.execution().training() ? parameters : tree;
    this.predictor =
        new Hourglass(
            parameters.at("predictor"),
            coarser.at("predictor"),
            configuration.blockExpansion(),
            channels,
            configuration.blocks(),
            configuration.maxFeatures());
    int features = predictor.outChannels();
    this.keypoints =
        new Conv2d(
            parameters.at("kp"), features, configuration.keypoints(), KERNEL, 0, Activation.NONE);
    int maps = configuration.singleJacobianMap() ? 1 : configuration.keypoints();
    this.jacobian =
        Conv2d.constant(parameters.at("jacobian"), features, 4 * maps, KERNEL, 1, 0, 0, 1);
  }

  /**
   * Detects keypoints.
   *
   * @param image (B, C, H, W) fp32
   * @param tap hears {@code heatmap} (B, K, h - 6, w - 6)
   */
  public KeypointTensors detect(NDArray image, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray features = features(image);
      NDArray heatmap = heatmap(features);
      tap.accept("heatmap", heatmap);
      NDArray values = values(heatmap);
      NDArray jacobians = localFrames(heatmap, features);
      scope.keepAll(List.of(values, jacobians));
      return new KeypointTensors(values, jacobians);
    }
  }

  /** The positions alone, (B, K, 2): {@link #detect} without the local frames. */
  public NDArray locate(NDArray image) {
    try (Scope scope = new Scope()) {
      return scope.keep(values(heatmap(features(image))));
    }
  }

  private NDArray features(NDArray image) {
    return predictor.forward(parameters.execution().toWorking(down.forward(image)));
  }

  private NDArray heatmap(NDArray features) {
    NDArray logits = keypoints.forward(features);
    return kernels.call("keypoint_heatmap", logits, configuration.temperature());
  }

  private NDArray localFrames(NDArray heatmap, NDArray features) {
    boolean product = parameters.execution().fast() && configuration.singleJacobianMap();
    String kernel = product ? "keypoint_jacobians_product" : "keypoint_jacobians";
    return kernels.call(kernel, heatmap, jacobian.forward(features));
  }

  private NDArray values(NDArray heatmap) {
    // The cropped map still spans all of [-1, 1].
    // Sums of a product are 4e-6 off those of the reference, which exact does not allow itself.
    boolean product = parameters.execution().fast();
    String kernel = product ? "keypoint_values_product" : "keypoint_values";
    return kernels.call(kernel, heatmap, kernels.grid(heatmap));
  }
}
