package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.AntiAlias;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.DenseMotionConfiguration;
import java.util.List;

/**
 * FOMM's dense motion (NETWORKS section 1.4): from two sets of keypoints to a backward flow and an
 * occlusion map. Keys {@code hourglass.*}, {@code mask.*}, {@code occlusion.*}.
 */
public final class DenseMotion {
  /** Variance of the keypoint heat maps. */
  public static final double VARIANCE = 0.01;

  private final Execution execution;
  private final Kernels kernels;
  private final boolean alignCorners;
  private final AntiAlias down;
  private final Hourglass hourglass;
  private final Conv2d mask;
  private final Conv2d occlusion;

  /**
   * @param alignCorners convention of the sampling of the sparse deformed sources (NETWORKS section
   *     0)
   */
  public DenseMotion(
      Parameters parameters,
      DenseMotionConfiguration configuration,
      int keypoints,
      int imageChannels,
      boolean alignCorners) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.alignCorners = alignCorners;
    this.down = new AntiAlias(parameters.at("down"), imageChannels, configuration.scaleFactor());
    this.hourglass =
        new Hourglass(
            parameters.at("hourglass"),
            configuration.blockExpansion(),
            (keypoints + 1) * (imageChannels + 1),
            configuration.blocks(),
            configuration.maxFeatures());
    int features = hourglass.outChannels();
    this.mask = new Conv2d(parameters.at("mask"), features, keypoints + 1, 7);
    this.occlusion = new Conv2d(parameters.at("occlusion"), features, 1, 7);
  }

  /** The downsampled source, all that depends on the source alone: (B, C, h, w) fp32. */
  public NDArray downsample(NDArray source) {
    return down.forward(source);
  }

  /**
   * Estimates the flow.
   *
   * @param small the downsampled source
   * @param tap hears {@code heatmap}, {@code sparse_motion}, {@code sparse_deformed}, {@code mask}
   */
  public SourceMotion forward(
      NDArray small, KeypointTensors source, KeypointTensors driving, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray grid = kernels.grid(small);
      NDArray heat =
          kernels.call("motion_heatmap", driving.values(), source.values(), grid, VARIANCE);
      NDArray motion =
          kernels.call(
              "sparse_motion",
              driving.values(),
              driving.jacobians(),
              source.values(),
              source.jacobians(),
              grid);
      NDArray deformed = kernels.call("sparse_deformed", small, motion, alignCorners);
      NDArray features =
          hourglass.forward(execution.toWorking(kernels.call("hourglass_input", heat, deformed)));
      NDArray weights = kernels.softmax(execution.toFloat(mask.forward(features)), 1);
      tap.accept("heatmap", heat.squeeze(2));
      tap.accept("sparse_motion", motion);
      tap.accept("sparse_deformed", deformed);
      tap.accept("mask", weights);
      NDArray flow = kernels.call("blend_motion", weights, motion);
      NDArray visible = kernels.call("sigmoid", execution.toFloat(occlusion.forward(features)));
      scope.keepAll(List.of(flow, visible));
      return new SourceMotion(flow, List.of(visible));
    }
  }
}
