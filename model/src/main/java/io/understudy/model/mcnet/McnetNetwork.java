package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.fomm.DenseMotion;
import io.understudy.model.fomm.KeypointDetector;
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
import io.understudy.model.network.SourceMotion;
import io.understudy.model.ost.ScaleTransform;
import io.understudy.model.preset.McnetConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MCNet as released (NETWORKS section 2): FOMM's motion, a U-Net, and a facial memory conditioned
 * on the implicit scale code. Keys {@code kp_detector.*} and {@code generator.*}. Without the
 * memory and with a scale transformation, keys {@code scale_transform.*}, it is OSTNet (NETWORKS
 * section 4.2).
 */
public final class McnetNetwork implements Network {
  private static final String SMALL = "small";
  private static final String IMAGE = "image";
  private static final String ENCODED = "e";

  private final Execution execution;
  private final boolean padsWithBorder;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;
  private final McnetGenerator generator;
  private final Optional<ScaleTransform> scaleTransform;

  /** A network whose memory is conditioned with the noise that its switches want. */
  public McnetNetwork(Parameters root, McnetConfiguration configuration) {
    this(root, configuration, MemoryNoise.of(root.execution().manager(), configuration.memory()));
  }

  /**
   * A network with other noise, for parity with runs of the official code that drew some.
   *
   * @param noise what conditions the memory; never asked where there is none
   */
  public McnetNetwork(Parameters root, McnetConfiguration configuration, MemoryNoise noise) {
    this.execution = root.execution();
    this.padsWithBorder = configuration.padsWithBorder();
    int channels = configuration.keypointDetector().imageChannels();
    int keypoints = configuration.keypointDetector().keypoints();
    this.detector =
        new KeypointDetector(
            root.at("kp_detector"), configuration.keypointDetector(), pixelRange());
    Parameters keys = root.at("generator");
    this.generator =
        new McnetGenerator(
            keys,
            configuration.blockExpansion(),
            keypoints,
            configuration.scale(),
            configuration.memory(),
            noise);
    this.denseMotion =
        new DenseMotion(
            keys.at("dense_motion_network"),
            configuration.denseMotion(),
            keypoints,
            channels,
            false);
    this.scaleTransform =
        ScaleTransform.below(root, configuration.scale(), keypoints, pixelRange().shift());
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
    for (NDArray map : generator.encode(image)) {
      maps.put(ENCODED + maps.size(), map);
    }
    maps.put(SMALL, denseMotion.downsample(image));
    maps.put(IMAGE, image);
    generator
        .ofSource(keypoints.values())
        .ifPresent(share -> maps.put(FacialMemory.Source.CODE_SHARE, share));
    return new SourceMaps(maps);
  }

  /**
   * @param tap hears {@code mask}, {@code deformation}, {@code occlusion_map}, {@code deformed},
   *     {@code warped_encoder_i}, and of the memory {@code mcm.*} and {@code iscm.*}, with the side
   *     of the map appended
   */
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
          generator.decode(
              encoded(maps),
              maps.get(IMAGE),
              FacialMemory.Source.of(maps, source),
              padsWithBorder ? motion.within(execution.kernels()) : motion,
              scaleCode,
              tap));
    }
  }

  private static List<NDArray> encoded(SourceMaps maps) {
    List<NDArray> encoded = new ArrayList<>();
    while (maps.maps().containsKey(ENCODED + encoded.size())) {
      encoded.add(maps.get(ENCODED + encoded.size()));
    }
    return encoded;
  }
}
