package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.face.FaceDetail;
import io.understudy.model.fomm.DenseMotion;
import io.understudy.model.fomm.KeypointDetector;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.SynergizeConfiguration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Synergizing motion and appearance (NETWORKS section 3): FOMM's motion estimator, then motion and
 * appearance compensation from codebooks at 32, 64, 128 and 256 while the generator decodes. Keys
 * {@code motion_estimator.*} and {@code net_g.*}.
 */
public final class SynergizeNetwork implements Network {
  private static final String SMALL = "small";
  private static final int FIRST_SIDE = 32;

  private final Execution execution;
  private final Kernels kernels;
  private final KeypointDetector detector;
  private final DenseMotion denseMotion;
  private final ImageEncoder encoder;
  private final ImageGenerator generator;
  private final MotionCompensation motionCompensation;
  private final AppearanceCompensation appearanceCompensation;
  private final Map<Integer, FeatureFusion> fusions = new HashMap<>();

  public SynergizeNetwork(Parameters root, SynergizeConfiguration configuration) {
    this.execution = root.execution();
    this.kernels = execution.kernels();
    Parameters estimator = root.at("motion_estimator");
    int channels = configuration.keypointDetector().imageChannels();
    this.detector =
        new KeypointDetector(
            estimator.at("kp_detector"), configuration.keypointDetector(), pixelRange());
    this.denseMotion =
        new DenseMotion(
            estimator.at("dense_motion_network"),
            configuration.denseMotion(),
            configuration.keypointDetector().keypoints(),
            channels,
            false);
    Parameters main = root.at("net_g");
    this.encoder = new ImageEncoder(main.at("encoder"), configuration.channels());
    this.generator =
        new ImageGenerator(main.at("generator"), configuration.channels(), configuration.shallow());
    this.motionCompensation =
        configuration.motion().present() ? new MotionCompensation(main, configuration) : null;
    this.appearanceCompensation = new AppearanceCompensation(main, configuration);
    for (int side = 64; side <= 256; side *= 2) {
      fusions.put(side, new FeatureFusion(main, side, configuration));
    }
  }

  @Override
  public PixelRange pixelRange() {
    return PixelRange.SYMMETRIC;
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
    Map<Integer, NDArray> features = encoder.forward(execution.toWorking(image));
    features.forEach((side, feature) -> maps.put(key(side), feature));
    return new SourceMaps(maps);
  }

  private static String key(int side) {
    return "features" + side;
  }

  /**
   * @param tap hears {@code mask}, {@code lq_feat}, {@code deformation_0} to {@code _4}, {@code
   *     res_deform_i}, {@code occ_i}, and what {@link AppearanceCompensation} tells; where it wants
   *     what training computes, also {@code out_lr}, the picture from the smallest map alone, and
   *     what {@link MotionCompensation#refine} says
   */
  @Override
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Optional<NDArray> scaleCode,
      Tap tap) {
    return generate(maps, source, driving, Conditioning.NONE, tap);
  }

  /** As {@link Network#generate}, its maps changed by {@code conditioning} on the way. */
  public NDArray generate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      Conditioning conditioning,
      Tap tap) {
    try (Scope scope = new Scope()) {
      SourceMotion coarse = denseMotion.forward(maps.get(SMALL), source, driving, tap);
      tap.accept("deformation", coarse.flow());
      tap.accept("occlusion_map", coarse.occlusion());
      tap.accept("deformation_0", coarse.flow());
      NDArray heatmaps =
          kernels.call(
              "gaussians",
              driving.values(),
              kernels.grid(coarse.occlusion()),
              DenseMotion.VARIANCE);
      tap.accept("driving_kp_heatmap", heatmaps);
      Decoding decoding = new Decoding(maps, heatmaps, coarse, conditioning, tap);
      NDArray first = decoding.conditioned(FIRST_SIDE);
      tap.accept("lq_feat", first);
      NDArray begun = generator.begin(first);
      if (tap.wants("out_lr")) {
        NDArray alone = generator.finish(begun, (side, map) -> map);
        tap.accept("out_lr", execution.toFloat(alone));
      }
      return scope.keep(execution.toFloat(generator.finish(begun, decoding::fuse)));
    }
  }

  /**
   * @param tap hears what {@link AppearanceCompensation#quantise} tells
   */
  @Override
  public void encodeDriving(NDArray images, Tap tap) {
    appearanceCompensation.quantise(encoder.codeFeatures(execution.toWorking(images)), tap);
  }

  /** One decoding: carries the motion from scale to scale. */
  private final class Decoding {
    private final SourceMaps maps;
    private final NDArray driving;
    private final Conditioning conditioning;
    private final Tap tap;
    private Motion motion;

    Decoding(
        SourceMaps maps,
        NDArray heatmaps,
        SourceMotion coarse,
        Conditioning conditioning,
        Tap tap) {
      this.maps = maps;
      this.conditioning = conditioning;
      this.tap = tap;
      this.motion = new Motion(coarse.flow(), coarse.occlusion());
      this.driving = motionCompensation == null ? null : motionCompensation.encodeDriving(heatmaps);
    }

    NDArray fuse(int side, NDArray map) {
      return fusions.get(side).fuse(conditioning.decoded(side, map), conditioned(side));
    }

    NDArray conditioned(int side) {
      return conditioning.compensated(side, compensated(side));
    }

    private NDArray compensated(int side) {
      NDArray feature = maps.get(key(side));
      if (motionCompensation != null && motionCompensation.compensates(side)) {
        Motion before = motion;
        motion = motionCompensation.refine(side, feature, before, driving, conditioning, tap);
        int step = Integer.numberOfTrailingZeros(side) - 5;
        tap.accept("res_deform_" + step, motion.flow().sub(before.flow()));
        tap.accept("deformation_" + (step + 1), motion.flow());
        tap.accept("occ_" + step, motion.occlusion());
      }
      return appearanceCompensation.compensate(side, feature, motion, conditioning, tap);
    }
  }
}
