package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.FacialMemory;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.preset.FommConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The whole first-order motion model (NETWORKS section 1): keypoints, dense motion, generator. Keys
 * {@code kp_detector.*} and {@code generator.*}, dense motion below the generator as published.
 */
public final class FommNetwork implements Network {
  private static final String FEATURES = "features";
  private static final String SMALL = "small";

  private final Execution execution;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;
  private final FommGenerator generator;
  private final Optional<ScaleTransform> scaleTransform;

  public FommNetwork(Parameters root, FommConfiguration configuration) {
    int channels = configuration.keypointDetector().imageChannels();
    boolean align = configuration.alignCorners();
    Parameters generatorKeys = root.at("generator");
    this.execution = root.execution();
    this.detector =
        new KeypointDetector(
            root.at("kp_detector"), configuration.keypointDetector(), pixelRange());
    this.generator =
        new FommGenerator(
            generatorKeys,
            configuration.generator(),
            align,
            configuration.keypointDetector().keypoints(),
            configuration.scale(),
            configuration.memory());
    this.denseMotion =
        new DenseMotion(
            generatorKeys.at("dense_motion_network"),
            configuration.denseMotion(),
            configuration.keypointDetector().keypoints(),
            channels,
            align);
    this.scaleTransform =
        ScaleTransform.below(
            root,
            configuration.scale(),
            configuration.keypointDetector().keypoints(),
            pixelRange().shift());
  }

  @Override
  public PixelRange pixelRange() {
    return PixelRange.UNIT;
  }

  @Override
  public Optional<ScaleTransform> scaleTransform() {
    return scaleTransform;
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    return detector.detect(images, tap);
  }

  @Override
  public NDArray locate(NDArray images) {
    return detector.locate(images);
  }

  @Override
  public Optional<FaceDetail> faceDetail() {
    return detector.detail();
  }

  @Override
  public SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>();
    maps.put(SMALL, denseMotion.downsample(image));
    maps.put(FEATURES, generator.encode(image, tap));
    generator
        .ofSource(keypoints.values())
        .ifPresent(share -> maps.put(FacialMemory.Source.CODE_SHARE, share));
    tap.accept("source_down", maps.get(SMALL));
    return new SourceMaps(maps);
  }

  @Override
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      SourceMotion motion = denseMotion.forward(maps.get(SMALL), source, driving, tap);
      tap.accept("deformation", motion.flow());
      tap.accept("occlusion_map", motion.occlusion());
      return scope.keep(
          execution.toFloat(
              generator.decode(
                  maps.get(FEATURES),
                  motion,
                  FacialMemory.Source.of(maps, source),
                  scaleCode,
                  tap)));
    }
  }
}
