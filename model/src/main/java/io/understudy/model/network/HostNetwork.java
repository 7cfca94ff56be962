package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A network of a motion estimator and a generator that know nothing of each other, OSTNet's scale
 * transformation in front where it is plugged in.
 */
public final class HostNetwork implements Network {
  private final MotionEstimator estimator;
  private final Generator generator;
  private final Optional<ScaleTransform> scaleTransform;

  /**
   * Joins the parts, which were declared below {@code root}.
   *
   * @param scale what of the scale transformation goes in front
   * @param keypoints number of keypoints that the estimator finds
   */
  public HostNetwork(
      Parameters root,
      MotionEstimator estimator,
      Generator generator,
      Optional<ScaleConfiguration> scale,
      int keypoints) {
    this.estimator = estimator;
    this.generator = generator;
    this.scaleTransform = ScaleTransform.below(root, scale, keypoints, pixelRange().shift());
  }

  @Override
  public PixelRange pixelRange() {
    return PixelRange.UNIT;
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    return estimator.detect(images, tap);
  }

  @Override
  public Optional<ScaleTransform> scaleTransform() {
    return scaleTransform;
  }

  @Override
  public SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>(estimator.prepare(image, tap).maps());
    maps.putAll(generator.encode(image, keypoints, tap).maps());
    return new SourceMaps(maps);
  }

  /**
   * @param tap hears {@code deformation}, {@code occlusion_map_i}, and what the parts tell
   */
  @Override
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      SourceMotion motion = estimator.estimate(maps, source, driving, tap);
      tap.accept("deformation", motion.flow());
      for (int i = 0; i < motion.occlusions().size(); i++) {
        tap.accept("occlusion_map_" + i, motion.occlusions().get(i));
      }
      return scope.keep(generator.decode(maps, source, motion, scaleCode, tap));
    }
  }
}
