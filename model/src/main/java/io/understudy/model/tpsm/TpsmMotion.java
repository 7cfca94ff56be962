package io.understudy.model.tpsm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.fomm.DenseMotion;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.AntiAlias;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Hourglass;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResNet18;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.MotionEstimator;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.preset.TpsmConfiguration;
import java.util.List;
import java.util.Map;

/**
 * TPSM's motion (NETWORKS section 5): each group of five keypoints is a thin plate spline, and a
 * dense network says which of them, or the background, moves a pixel. Keys {@code kp_detector.*},
 * {@code dense_motion_network.*}.
 *
 * <p>Keys {@code bg_predictor.*} are declared because published checkpoints hold them. They are
 * kept with the weights and compute nothing: they say how the background moves between two pictures
 * of one scene, and a driving picture may show another.
 */
public final class TpsmMotion implements MotionEstimator {
  /** Weight on the diagonal of the splines' equations. */
  static final double RIDGE = 0.01;

  private static final String SMALL = "small";
  private static final int IMAGE_CHANNELS = 3;

  private final Execution execution;
  private final Execution exact;
  private final Kernels kernels;
  private final int splines;
  private final ResNet18 encoder;
  private final Linear keypoints;
  private final AntiAlias down;
  private final Hourglass hourglass;
  private final Conv2d contributions;
  private final OcclusionPyramid occlusion;

  public TpsmMotion(Parameters root, TpsmConfiguration configuration) {
    this.execution = root.execution();
    this.kernels = execution.kernels();
    this.splines = configuration.splines();
    Parameters detector = root.inFloat().at("kp_detector").at("fg_encoder");
    this.exact = detector.execution();
    this.encoder = new ResNet18(detector, IMAGE_CHANNELS);
    this.keypoints = new Linear(detector.at("fc"), 512, 2 * configuration.keypoints());
    Parameters dense = root.at("dense_motion_network");
    this.down =
        new AntiAlias(dense.at("down"), IMAGE_CHANNELS, configuration.denseMotion().scaleFactor());
    this.hourglass =
        new Hourglass(
            dense.at("hourglass"),
            configuration.denseMotion().blockExpansion(),
            configuration.keypoints() + 1 + IMAGE_CHANNELS * (splines + 1),
            configuration.denseMotion().blocks(),
            configuration.denseMotion().maxFeatures());
    this.contributions = new Conv2d(dense.at("maps"), hourglass.outChannels(), splines + 1, 7);
    this.occlusion =
        new OcclusionPyramid(
            dense,
            List.of(hourglass.coarserChannels(), hourglass.outChannels()),
            configuration.denseMotion().scaleFactor());
    declareBackground(root.at("bg_predictor").at("bg_encoder"));
  }

  /** A ResNet-18 on source and driving picture, which gives the background's affine map. */
  private static void declareBackground(Parameters encoder) {
    new ResNet18(encoder, 2 * IMAGE_CHANNELS);
    Linear.constant(encoder.at("fc"), 512, 6, 1, 0, 0, 0, 1, 0);
  }

  /** The keypoints (B, 5 splines, 2); their Jacobians are the identity, for splines bend alone. */
  @Override
  public KeypointTensors detect(NDArray images, Tap tap) {
    try (Scope scope = new Scope()) {
      List<NDArray> maps = encoder.forward(exact.toWorking(images));
      NDArray flat = keypoints.forward(kernels.call("pool", maps.get(maps.size() - 1)));
      NDArray values = kernels.call("spline_keypoints", flat);
      NDArray jacobians = kernels.call("identity_jacobians", values);
      scope.keepAll(List.of(values, jacobians));
      return new KeypointTensors(values, jacobians);
    }
  }

  @Override
  public SourceMaps prepare(NDArray images, Tap tap) {
    return new SourceMaps(Map.of(SMALL, down.forward(images)));
  }

  /**
   * How the sources move, their background at rest.
   *
   * @param tap hears {@code heatmap}, {@code sparse_motion}, {@code sparse_deformed}, {@code mask}
   */
  @Override
  public SourceMotion estimate(
      SourceMaps maps, KeypointTensors source, KeypointTensors driving, Tap tap) {
    float[] rest = {1, 0, 0, 0, 1, 0};
    try (Scope scope = new Scope()) {
      NDArray still = execution.manager().create(rest, new Shape(1, 2, 3));
      return kept(scope, estimate(maps, source, driving, still, tap));
    }
  }

  /** The same, the background by an affine map (B or 1, 2, 3). */
  private SourceMotion estimate(
      SourceMaps maps,
      KeypointTensors source,
      KeypointTensors driving,
      NDArray background,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray small = maps.get(SMALL);
      NDArray grid = kernels.grid(small);
      NDArray heat =
          kernels.call(
              "motion_heatmap", driving.values(), source.values(), grid, DenseMotion.VARIANCE);
      NDArray motion =
          kernels.call(
              "spline_motion", driving.values(), source.values(), background, grid, splines, RIDGE);
      NDArray deformed = kernels.call("sparse_deformed", small, motion, true);
      tap.accept("heatmap", heat.squeeze(2));
      tap.accept("sparse_motion", motion);
      tap.accept("sparse_deformed", deformed);
      List<NDArray> features =
          hourglass.forwardAll(execution.toWorking(kernels.call("grouped_input", heat, deformed)));
      NDArray finest = features.get(features.size() - 1);
      NDArray mask = kernels.softmax(execution.toFloat(contributions.forward(finest)), 1);
      tap.accept("mask", mask);
      NDArray flow = kernels.call("blend_motion", mask, motion);
      List<NDArray> two = features.subList(features.size() - 2, features.size());
      return kept(scope, new SourceMotion(flow, occlusion.forward(two)));
    }
  }

  private static SourceMotion kept(Scope scope, SourceMotion motion) {
    scope.keep(motion.flow());
    scope.keepAll(motion.occlusions());
    return motion;
  }
}
