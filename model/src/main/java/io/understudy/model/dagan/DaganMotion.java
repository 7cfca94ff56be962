package io.understudy.model.dagan;

import ai.djl.ndarray.NDArray;
import io.understudy.model.fomm.DenseMotion;
import io.understudy.model.fomm.KeypointDetector;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.MotionEstimator;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.DaganConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DaGAN's motion (NETWORKS section 5): FOMM's, with keypoints of colour and disparity. Keys {@code
 * kp_detector.*} and {@code generator.dense_motion_network.*}.
 */
public final class DaganMotion implements MotionEstimator {
  private static final String SMALL = "small";
  private static final int COLOURS = 3;

  private final Kernels kernels;
  private final DepthNetwork depth;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;

  DaganMotion(Parameters root, DaganConfiguration configuration, DepthNetwork depth) {
    this.kernels = root.execution().kernels();
    this.depth = depth;
    this.detector =
        new KeypointDetector(
            root.at("kp_detector"), configuration.keypointDetector(), PixelRange.UNIT);
    this.denseMotion =
        new DenseMotion(
            root.at("generator").at("dense_motion_network"),
            configuration.denseMotion(),
            configuration.keypointDetector().keypoints(),
            COLOURS,
            false);
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray disparity = depth.disparity(images);
      tap.accept("disparity", disparity);
      KeypointTensors found = detector.detect(kernels.concat(1, images, disparity), tap);
      scope.keepAll(List.of(found.values(), found.jacobians(), disparity));
      return new KeypointTensors(
          found.values(), found.jacobians(), Optional.of(disparity), Optional.empty());
    }
  }

  @Override
  public SourceMaps prepare(NDArray images, Tap tap) {
    return new SourceMaps(Map.of(SMALL, denseMotion.downsample(images)));
  }

  @Override
  public SourceMotion estimate(
      SourceMaps maps, KeypointTensors source, KeypointTensors driving, Tap tap) {
    return denseMotion.forward(maps.get(SMALL), source, driving, tap);
  }
}
