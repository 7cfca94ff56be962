package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import io.understudy.model.fomm.DenseMotion;
import io.understudy.model.fomm.KeypointDetector;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.McnetConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MCNet as released (NETWORKS section 2): FOMM's motion, a U-Net, and a facial memory conditioned
 * on the implicit scale code. Keys {@code kp_detector.*} and {@code generator.*}.
 */
public final class McnetNetwork implements Network {
  private static final String SMALL = "small";
  private static final String IMAGE = "image";
  private static final int MAPS = 4;

  private final Execution execution;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;
  private final McnetGenerator generator;
  private final MemoryNoise noise;

  /** A network whose memory is conditioned without noise. */
  public McnetNetwork(Parameters root, McnetConfiguration configuration) {
    this(root, configuration, (call, shape) -> root.execution().manager().zeros(shape));
  }

  public McnetNetwork(Parameters root, McnetConfiguration configuration, MemoryNoise noise) {
    this.execution = root.execution();
    this.noise = noise;
    int channels = configuration.keypointDetector().imageChannels();
    int keypoints = configuration.keypointDetector().keypoints();
    this.detector = new KeypointDetector(root.at("kp_detector"), configuration.keypointDetector());
    Parameters keys = root.at("generator");
    this.generator = new McnetGenerator(keys, configuration);
    this.denseMotion =
        new DenseMotion(
            keys.at("dense_motion_network"),
            configuration.denseMotion(),
            keypoints,
            channels,
            false);
  }

  @Override
  public PixelRange pixelRange() {
    return PixelRange.UNIT;
  }

  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    return detector.detect(images, tap);
  }

  @Override
  public SourceMaps encode(NDArray image, Tap tap) {
    Map<String, NDArray> maps = new LinkedHashMap<>(generator.encode(image));
    maps.put(SMALL, denseMotion.downsample(image));
    maps.put(IMAGE, image);
    return new SourceMaps(maps);
  }

  /**
   * @param tap hears {@code mask}, {@code deformation}, {@code occlusion_map}, {@code deformed},
   *     {@code warped_encoder_i}, and of the memory {@code mcm.*} and {@code iscm.*}, with the side
   *     of the map appended
   */
  @Override
  public NDArray generate(
      SourceMaps maps, KeypointTensors source, KeypointTensors driving, Tap tap) {
    try (Scope scope = new Scope()) {
      DenseMotion.Result motion = denseMotion.forward(maps.get(SMALL), source, driving, tap);
      tap.accept("deformation", motion.flow());
      tap.accept("occlusion_map", motion.occlusion());
      NDArray[] encoded = new NDArray[MAPS];
      for (int i = 0; i < MAPS; i++) {
        encoded[i] = maps.get("e" + i);
      }
      return scope.keep(
          generator.decode(List.of(encoded), maps.get(IMAGE), source.values(), motion, noise, tap));
    }
  }
}
