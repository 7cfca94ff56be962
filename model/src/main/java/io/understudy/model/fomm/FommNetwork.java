package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.FacialMemory;
import io.understudy.model.memory.MemoryNoise;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
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
  private static final String SCALE_CODE = "scale_code";

  private final Execution execution;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;
  private final FommGenerator generator;
  private final Optional<FacialMemory> memory;
  private final Optional<ScaleTransform> scaleTransform;

  public FommNetwork(Parameters root, FommConfiguration configuration) {
    int channels = configuration.keypointDetector().imageChannels();
    boolean align = configuration.alignCorners();
    Parameters generatorKeys = root.at("generator");
    this.execution = root.execution();
    this.detector = new KeypointDetector(root.at("kp_detector"), configuration.keypointDetector());
    this.memory =
        configuration
            .memory()
            .map(
                sizes ->
                    new FacialMemory(
                        generatorKeys.at("mbUnit"),
                        sizes,
                        configuration.keypointDetector().keypoints(),
                        Map.of(
                            FommGenerator.MEMORY_LEVEL,
                            configuration
                                .generator()
                                .channels(configuration.generator().downBlocks())),
                        MemoryNoise.of(execution.manager(), sizes)));
    this.generator =
        new FommGenerator(
            generatorKeys,
            configuration.generator(),
            channels,
            align,
            configuration.scale(),
            memory);
    this.denseMotion =
        new DenseMotion(
            generatorKeys.at("dense_motion_network"),
            configuration.denseMotion(),
            configuration.keypointDetector().keypoints(),
            channels,
            align);
    this.scaleTransform =
        configuration
            .scale()
            .map(
                scale ->
                    new ScaleTransform(
                        root.at("scale_transform"),
                        scale,
                        configuration.keypointDetector().keypoints(),
                        pixelRange().shift()));
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
  public SourceMaps encode(NDArray image, KeypointTensors keypoints, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>();
    maps.put(SMALL, denseMotion.downsample(image));
    maps.put(FEATURES, generator.encode(image, tap));
    memory.ifPresent(unit -> maps.put(SCALE_CODE, unit.ofSource(keypoints.values())));
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
      DenseMotion.Result motion = denseMotion.forward(maps.get(SMALL), source, driving, tap);
      tap.accept("deformation", motion.flow());
      tap.accept("occlusion_map", motion.occlusion());
      Optional<FacialMemory.Source> known =
          memory.map(unit -> new FacialMemory.Source(source.values(), maps.get(SCALE_CODE)));
      return scope.keep(
          execution.toFloat(generator.decode(maps.get(FEATURES), motion, known, scaleCode, tap)));
    }
  }
}
