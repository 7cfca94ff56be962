package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.face.HeatMaps;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.AntiAlias;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.PixelRange;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * FOMM's keypoint detector (NETWORKS section 1.3): soft-argmax positions and local affine frames.
 * Keys {@code predictor.*}, {@code kp.*}, {@code jacobian.*}, and {@code detail.*} where a {@link
 * FaceDetail} looks again.
 */
public final class KeypointDetector {
  private final KeypointDetectorConfiguration configuration;
  private final Kernels kernels;
  private final Execution execution;
  private final AntiAlias down;
  private final HeatMaps maps;
  private final Conv2d jacobian;
  private final Optional<FaceDetail> detail;

  /** A detector of pictures in {@code range}. */
  public KeypointDetector(
      Parameters tree, KeypointDetectorConfiguration configuration, PixelRange range) {
    this.configuration = configuration;
    this.execution = tree.execution();
    this.kernels = execution.kernels();
    int channels = configuration.imageChannels();
    this.down = new AntiAlias(tree.at("down"), channels, configuration.scaleFactor());
    this.maps =
        new HeatMaps(
            tree,
            configuration.keypoints(),
            channels,
            configuration.blockExpansion(),
            configuration.maxFeatures(),
            configuration.blocks(),
            configuration.temperature());
    int frames = configuration.singleJacobianMap() ? 1 : configuration.keypoints();
    Parameters own = tree.inFloat().at("jacobian");
    this.jacobian = Conv2d.constant(own, maps.channels(), 4 * frames, HeatMaps.KERNEL, 1, 0, 0, 1);
    this.detail =
        configuration.detail().map(part -> new FaceDetail(tree.at("detail"), part, range.shift()));
  }

  /**
   * Detects keypoints, those of the face in detail where there is one; not in training, where
   * whoever asks for them looks again.
   *
   * @param image (B, C, H, W) fp32
   * @param tap hears {@code heatmap} (B, K, h - 6, w - 6)
   */
  public KeypointTensors detect(NDArray image, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray features = maps.features(down.forward(image));
      NDArray heatmap = maps.of(features);
      tap.accept("heatmap", heatmap);
      NDArray values = maps.positions(heatmap);
      NDArray jacobians = localFrames(heatmap, features);
      KeypointTensors found = refined(image, new KeypointTensors(values, jacobians));
      scope.keepAll(List.of(found.values(), jacobians));
      found.located().ifPresent(scope::keep);
      return found;
    }
  }

  /** The positions alone, (B, K, 2), without local frames and detail. */
  public NDArray locate(NDArray image) {
    try (Scope scope = new Scope()) {
      return scope.keep(maps.positions(maps.of(maps.features(down.forward(image)))));
    }
  }

  /** What looks again at the face, where it is plugged in. */
  public Optional<FaceDetail> detail() {
    return detail;
  }

  private KeypointTensors refined(NDArray image, KeypointTensors first) {
    if (detail.isEmpty() || execution.training()) {
      return first;
    }
    NDArray values = detail.get().refine(image, first.values());
    return new KeypointTensors(values, first.jacobians()).behind(first.values());
  }

  private NDArray localFrames(NDArray heatmap, NDArray features) {
    boolean product = execution.fast() && configuration.singleJacobianMap();
    String kernel = product ? "keypoint_jacobians_product" : "keypoint_jacobians";
    return kernels.call(kernel, heatmap, jacobian.forward(features));
  }
}
