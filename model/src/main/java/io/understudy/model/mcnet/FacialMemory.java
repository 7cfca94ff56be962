package io.understudy.model.mcnet;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.weights.Initializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * MCNet's memory unit (NETWORKS section 2.2): a global facial memory, conditioned on the implicit
 * scale code, compensates half of the channels of a warped map. One instance serves all maps.
 */
final class FacialMemory {
  /** The released code divides by 4, not by sqrt(C). */
  private static final double ATTENTION_SCALE = 1 / 4.0;

  private final Execution execution;
  private final Kernels kernels;
  private final Parameter memory;
  private final ImplicitScaleCode scaleCode;
  private final ModulatedConv modulated;
  private final DynamicConv keyValue;
  private final Conv2d query;
  private final Conv2d difference;
  private final Map<Integer, Level> levels = new TreeMap<>();
  private final int channels;

  /** The parts that one map size owns. */
  private record Level(Conv2d project, Conv2d out, Parameter normWeight, Parameter normBias) {}

  /**
   * @param halves channels of half a map by map side, for example 32 to 256
   */
  FacialMemory(
      Parameters parameters,
      MemoryConfiguration configuration,
      int keypoints,
      Map<Integer, Integer> halves) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.channels = configuration.channels();
    int size = configuration.sidePixels();
    float bound = (float) Math.sqrt(6.0 / ((double) channels * size * size));
    this.memory =
        parameters.parameter("mb", new Initializer.Uniform(bound), 1, channels, size, size);
    int code = configuration.styleDimensions();
    this.scaleCode =
        new ImplicitScaleCode(
            parameters.at("style_route"), channels, keypoints, configuration.styleHidden(), code);
    this.modulated = new ModulatedConv(parameters.at("styleconv"), channels, code);
    this.keyValue = new DynamicConv(parameters.at("conv_kv"), channels, 2 * channels);
    this.query = new Conv2d(parameters.at("query_conv"), channels, channels, 1, 0, Activation.RELU);
    this.difference =
        new Conv2d(parameters.at("diff_conv"), channels, channels, 1, 0, Activation.RELU);
    halves.forEach((side, half) -> levels.put(side, level(parameters, side, half)));
  }

  private Level level(Parameters parameters, int side, int half) {
    Parameters norm = parameters.at("norm_" + side);
    return new Level(
        new Conv2d(parameters.at("feat_forward_proj_" + side), half, channels, 1),
        new Conv2d(parameters.at("conv_" + side), channels, half, 3),
        norm.parameter("weight", Initializer.ONES, half),
        norm.parameter("bias", Initializer.ZEROS, half));
  }

  /**
   * The compensated map, same shape as {@code warped}.
   *
   * @param warped (B, C, w, w) warped and occluded, working type
   * @param side which of the levels
   * @param source source keypoints (B, K, 2)
   * @param noise (B, 1, S, S) for the modulated convolution
   */
  NDArray compensate(NDArray warped, int side, NDArray source, NDArray noise, Tap tap) {
    try (Scope scope = new Scope()) {
      Level level = levels.get(side);
      List<NDArray> halves = kernels.callForList("split_parity", warped);
      NDArray feature = level.project.forward(execution.toWorking(halves.get(1)));
      NDArray pooled = kernels.call("pool", execution.toFloat(feature));
      NDArray conditioned = conditioned(pooled, source, noise, tap);
      NDArray pair = keyValue.forward(execution.toWorking(conditioned), pooled, tap);
      NDArray key = pair.get(":, 0:" + channels);
      NDArray value = pair.get(":, " + channels + ":");
      NDArray asked = query.forward(feature);
      NDArray residual = kernels.call("map_attention", asked, key, value, ATTENTION_SCALE);
      NDArray repaired = difference.forward(execution.toWorking(feature.sub(residual)));
      NDArray out = normalised(level, level.out.forward(repaired.add(feature)));
      NDArray result = kernels.call("interleave_channels", halves.get(0), out);
      tap.accept("mcm.feat", feature);
      tap.accept("mcm.memory", conditioned);
      tap.accept("mcm.key", key);
      tap.accept("mcm.value", value);
      tap.accept("mcm.query", asked);
      tap.accept("mcm.residual", residual);
      tap.accept("mcm.after", result);
      return scope.keep(execution.toWorking(result));
    }
  }

  /** The memory under each row's implicit scale code, fp32. */
  private NDArray conditioned(NDArray pooled, NDArray source, NDArray noise, Tap tap) {
    NDArray code = scaleCode.forward(pooled, source, tap);
    return modulated.forward(memory.value(), code, noise);
  }

  private NDArray normalised(Level level, NDArray x) {
    NDArray normal =
        kernels.call(
            "instance_norm",
            execution.toFloat(x),
            level.normWeight.value(),
            level.normBias.value());
    return execution.toWorking(kernels.call("relu", normal));
  }
}
