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
 * Keys {@code predictor.*}, {@code kp.*}, {@code jacobian.*}. In fp32 whatever the policy: rounding
 * here would move the whole picture.
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
    this.predictor =
        new Hourglass(
            parameters.at("predictor"),
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
      NDArray small = parameters.execution().toWorking(down.forward(image));
      NDArray features = predictor.forward(small);
      NDArray heatmap =
          kernels.call(
              "keypoint_heatmap", keypoints.forward(features), configuration.temperature());
      tap.accept("heatmap", heatmap);
      // The cropped map still spans all of [-1, 1].
      NDArray grid = kernels.grid(heatmap);
      NDArray values = kernels.call("keypoint_values", heatmap, grid);
      NDArray jacobians = kernels.call("keypoint_jacobians", heatmap, jacobian.forward(features));
      scope.keepAll(List.of(values, jacobians));
      return new KeypointTensors(values, jacobians);
    }
  }
}
