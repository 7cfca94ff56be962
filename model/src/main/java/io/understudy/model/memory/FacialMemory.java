package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.AttentionTile;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.weights.Initializer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MCNet's memory unit (NETWORKS section 2.2): a global facial memory, conditioned on the implicit
 * scale code, compensates some channels of a warped map. One instance serves all maps; its switches
 * choose between the readings of section 2.3 and the paper's ablations.
 */
public final class FacialMemory {
  /** The smallest map's name. */
  private static final int FIRST = 32;

  /** Side of the raster of places whose attention is told. */
  private static final int RASTER = 32;

  /** The released code divides logits by 4, not by sqrt(C). */
  private static final double RELEASED_SCALE = 1 / 4.0;

  private final Execution execution;
  private final Kernels kernels;
  private final Optional<ImplicitScaleCode> implicitScaleCode;
  private final Parameter unconditioned;
  private final MemoryConditioning conditioning;
  private final KeyValue keyValue;
  private final Conv2d query;
  private final ChannelSplit split;
  private final double attentionScale;
  private final int sidePixels;
  private final MemoryNoise noise;
  private final Map<Integer, Level> levels = new TreeMap<>();

  /** The parts that one map size owns. */
  private record Level(Conv2d project, MemoryOutput output) {}

  /**
   * @param maps channels of each map that can be compensated by the level's name, the side that it
   *     has in pictures of 256x256: 32, 64, 128 or 256
   */
  public FacialMemory(
      Parameters parameters,
      MemoryConfiguration configuration,
      int keypoints,
      Map<Integer, Integer> maps,
      MemoryNoise noise) {
    MemorySwitches switches = configuration.switchesOrReleased();
    int channels = configuration.channels();
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.sidePixels = configuration.sidePixels();
    this.noise = noise;
    this.split = ChannelSplit.of(switches.split(), kernels);
    this.attentionScale = switches.scaledAttention() ? RELEASED_SCALE : 1;
    this.implicitScaleCode = implicitScaleCode(parameters, configuration, switches, keypoints);
    this.unconditioned = unconditioned(parameters, configuration);
    this.conditioning = conditioning(parameters, configuration, switches, unconditioned);
    this.keyValue = KeyValue.of(switches.keyValue(), parameters, channels);
    this.query = new Conv2d(parameters.at("query_conv"), channels, channels, 1, 0, Activation.RELU);
    Optional<Conv2d> difference =
        switches.compensation() == Compensation.DIFFERENCE
            ? Optional.of(MemoryOutput.sharedDifference(parameters, channels))
            : Optional.empty();
    new TreeMap<>(maps)
        .forEach(
            (level, width) ->
                levels.put(
                    level, level(parameters, level, channels, split.share(width), difference)));
  }

  private static Optional<ImplicitScaleCode> implicitScaleCode(
      Parameters parameters,
      MemoryConfiguration configuration,
      MemorySwitches switches,
      int keypoints) {
    return switches.conditioning() == Conditioning.NONE
        ? Optional.empty()
        : Optional.of(
            new ImplicitScaleCode(
                parameters.at("style_route"),
                configuration.channels(),
                keypoints,
                configuration.styleHidden(),
                configuration.styleDimensions(),
                switches));
  }

  private static Parameter unconditioned(Parameters parameters, MemoryConfiguration configuration) {
    int channels = configuration.channels();
    int size = configuration.sidePixels();
    float bound = (float) Math.sqrt(6.0 / ((double) channels * size * size));
    return parameters.parameter("mb", new Initializer.Uniform(bound), 1, channels, size, size);
  }

  private static MemoryConditioning conditioning(
      Parameters parameters,
      MemoryConfiguration configuration,
      MemorySwitches switches,
      Parameter memory) {
    if (switches.conditioning() == Conditioning.NONE) {
      return MemoryConditioning.none(parameters.execution().kernels(), memory);
    }
    boolean styled = switches.conditioning() == Conditioning.STYLE;
    ModulatedConv convolution =
        new ModulatedConv(
            parameters.at("styleconv"),
            configuration.channels(),
            configuration.styleDimensions(),
            styled);
    return (code, noise) -> convolution.forward(memory.value(), code, noise);
  }

  private static Level level(
      Parameters parameters, int name, int channels, int share, Optional<Conv2d> difference) {
    return new Level(
        new Conv2d(parameters.at("feat_forward_proj_" + name), share, channels, 1),
        difference
            .map(shared -> MemoryOutput.difference(parameters, shared, name, channels, share))
            .orElseGet(() -> MemoryOutput.projection(parameters, name, channels, share)));
  }

  /** Whether maps of that level are compensated. */
  public boolean serves(int level) {
    return levels.containsKey(level);
  }

  /**
   * What of the implicit scale code depends on the source alone, for {@link #compensate}.
   *
   * @param keypoints source keypoints (B, K, 2)
   */
  public NDArray ofSource(NDArray keypoints) {
    return implicitScaleCode.map(code -> code.ofSource(keypoints)).orElse(keypoints);
  }

  /**
   * The compensated map, same shape as {@code warped}.
   *
   * @param warped (B, C, h, w) warped and occluded, working type
   * @param name which of the levels
   * @param source the rows' source
   * @param tap hears {@code mcm.*} and {@code iscm.*}; outside training also {@code
   *     mcm.memory_before}, the memory before the implicit scale code, and {@code mcm.attention}
   *     (B, places, cells), what places of a raster of at most 32x32 read of which cells of the
   *     memory
   */
  public NDArray compensate(NDArray warped, int name, Source source, Tap tap) {
    try (Scope scope = new Scope()) {
      Level level = levels.get(name);
      List<NDArray> parts = split.apart(warped);
      NDArray feature = level.project.forward(execution.toWorking(parts.get(1)));
      NDArray pooled = kernels.call("pool_to_float", feature);
      Shape shape = new Shape(warped.getShape().get(0), 1, sidePixels, sidePixels);
      NDArray memory =
          conditioning.condition(code(pooled, source, tap), noise.draw(call(name), shape));
      KeyValue.Pair pair = keyValue.of(execution.toWorking(memory), pooled, tap);
      NDArray asked = query.forward(feature);
      NDArray found = attend(asked, pair);
      NDArray out = level.output.of(feature, found);
      NDArray result = split.together(parts.get(0), out);
      if (tap != Tap.NONE && !execution.training()) {
        tap.accept("mcm.memory_before", unconditioned.value());
        tap.accept("mcm.attention", readings(asked, pair.key()));
      }
      tap.accept("mcm.feat", feature);
      tap.accept("mcm.memory", memory);
      tap.accept("mcm.key", pair.key());
      tap.accept("mcm.value", pair.value());
      tap.accept("mcm.query", asked);
      tap.accept("mcm.residual", found);
      tap.accept("mcm.after", result);
      return scope.keep(execution.toWorking(result));
    }
  }

  /**
   * What compensation needs of the rows' sources.
   *
   * @param keypoints (B, K, 2)
   * @param codeShare what {@link #ofSource} gave
   */
  public record Source(NDArray keypoints, NDArray codeShare) {
    /** Name under which {@link SourceMaps} hold the share of the implicit scale code. */
    public static final String CODE_SHARE = "scale_code";

    /** What the maps hold for a memory; empty where their network has none. */
    public static Optional<Source> of(SourceMaps maps, KeypointTensors keypoints) {
      return maps.maps().containsKey(CODE_SHARE)
          ? Optional.of(new Source(keypoints.values(), maps.get(CODE_SHARE)))
          : Optional.empty();
    }
  }

  private NDArray code(NDArray pooled, Source source, Tap tap) {
    if (implicitScaleCode.isEmpty()) {
      return pooled;
    }
    NDArray code = implicitScaleCode.get().forward(pooled, source.codeShare);
    tap.accept("iscm.scale_input", kernels.call("scale_code_input", pooled, source.keypoints));
    tap.accept("iscm.style", code);
    return code;
  }

  private NDArray readings(NDArray asked, NDArray keys) {
    long stride = Math.max(1, asked.getShape().get(2) / RASTER);
    NDArray places = execution.toFloat(asked).get(":, :, ::%1$d, ::%1$d".formatted(stride));
    NDArray queries = places.flatten(2, 3).transpose(0, 2, 1);
    NDArray logits =
        kernels.times(queries.matMul(execution.toFloat(keys).flatten(2, 3)), attentionScale);
    return kernels.softmax(logits, 2);
  }

  private static int call(int name) {
    return Integer.numberOfTrailingZeros(name / FIRST);
  }

  private NDArray attend(NDArray asked, KeyValue.Pair pair) {
    int tile =
        AttentionTile.queries(
            asked.getShape().get(0), (long) sidePixels * sidePixels, asked.getDataType());
    return kernels.call("map_attention", asked, pair.key(), pair.value(), attentionScale, tile);
  }
}
