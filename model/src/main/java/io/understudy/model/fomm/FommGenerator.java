package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResBlock;
import io.understudy.model.layer.Tap;
import io.understudy.model.layer.UpBlock;
import io.understudy.model.memory.FacialMemory;
import io.understudy.model.memory.MemoryNoise;
import io.understudy.model.network.SourceMotion;
import io.understudy.model.ost.ScaleEmbedding;
import io.understudy.model.ost.ScaledEncoder;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * FOMM's generator (NETWORKS section 1.5): encode the source, warp, occlude, decode; the scale code
 * in every block where it is plugged in. Keys {@code first}, {@code down_blocks}, {@code
 * bottleneck.rN}, {@code up_blocks}, {@code final}, {@code scale_embedding}, {@code mbUnit}.
 */
public final class FommGenerator {
  /** The warped map of a picture of 256x256 has this side. */
  private static final int MEMORY_LEVEL = 64;

  private static final int IMAGE_CHANNELS = 3;

  private final Execution execution;
  private final Kernels kernels;
  private final boolean alignCorners;
  private final ScaledEncoder encoder;
  private final List<ResBlock> bottleneck = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final ScaleEmbedding upEmbedding;
  private final Conv2d last;
  private final Optional<FacialMemory> memory;

  /**
   * @param keypoints number of keypoints of a source, which condition the memory
   * @param unit sizes of MCNet's memory, where it compensates the warped map
   */
  public FommGenerator(
      Parameters parameters,
      FommGeneratorConfiguration configuration,
      boolean alignCorners,
      int keypoints,
      Optional<ScaleConfiguration> scale,
      Optional<MemoryConfiguration> unit) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.alignCorners = alignCorners;
    int depth = configuration.downBlocks();
    this.memory =
        unit.map(sizes -> memory(parameters, sizes, keypoints, configuration.channels(depth)));
    List<Integer> channels =
        IntStream.rangeClosed(0, depth).mapToObj(configuration::channels).toList();
    this.encoder = new ScaledEncoder(parameters, IMAGE_CHANNELS, channels, scale);
    Map<Integer, Integer> outputs = new TreeMap<>();
    for (int i = 0; i < depth; i++) {
      int out = configuration.channels(depth - i - 1);
      up.add(new UpBlock(parameters.at("up_blocks").at(i), configuration.channels(depth - i), out));
      outputs.put(i, out);
    }
    this.upEmbedding =
        new ScaleEmbedding(parameters.at("scale_embedding").at("up"), scale, outputs);
    for (int i = 0; i < configuration.bottleneckBlocks(); i++) {
      bottleneck.add(
          new ResBlock(parameters.at("bottleneck").at("r" + i), configuration.channels(depth)));
    }
    this.last =
        new Conv2d(
            parameters.at("final"),
            configuration.channels(0),
            IMAGE_CHANNELS,
            7,
            3,
            Activation.SIGMOID);
  }

  private static FacialMemory memory(
      Parameters parameters, MemoryConfiguration sizes, int keypoints, int channels) {
    return new FacialMemory(
        parameters.at("mbUnit"),
        sizes,
        keypoints,
        Map.of(MEMORY_LEVEL, channels),
        MemoryNoise.of(parameters.execution().manager(), Optional.of(sizes)));
  }

  /** What of the implicit scale code a source alone makes; empty without a memory. */
  public Optional<NDArray> ofSource(NDArray keypoints) {
    return memory.map(unit -> unit.ofSource(keypoints));
  }

  /**
   * The source's feature map (B, C, H / 2^n, W / 2^n) in working type; with a scale embedding the
   * last map that depends on the source alone.
   *
   * @param image (B, 3, H, W) fp32 in [0, 1]
   * @param tap hears {@code first}, {@code down0}, {@code down1}, ...
   */
  public NDArray encode(NDArray image, Tap tap) {
    try (Scope scope = new Scope()) {
      return scope.keep(last(encoder.encode(image, tap)));
    }
  }

  private static NDArray last(List<NDArray> maps) {
    return maps.get(maps.size() - 1);
  }

  /**
   * The picture (B, 3, H, W) in [0, 1], working type.
   *
   * @param source what the memory needs of the sources; empty without a memory
   * @param scaleCode (B, Z), or empty
   * @param tap hears {@code warped_64}, the warped map, and {@code mcm.*_64} and {@code iscm.*_64}
   *     of a memory
   */
  public NDArray decode(
      NDArray features,
      SourceMotion motion,
      Optional<FacialMemory.Source> source,
      Optional<NDArray> scaleCode,
      Tap tap) {
    return decode(features, motion, source, scaleCode, UnaryOperator.identity(), tap);
  }

  /**
   * The same, with what {@code enrichment} makes of the warped features in their place, before a
   * memory compensates them.
   */
  public NDArray decode(
      NDArray features,
      SourceMotion motion,
      Optional<FacialMemory.Source> source,
      Optional<NDArray> scaleCode,
      UnaryOperator<NDArray> enrichment,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray whole = last(encoder.complete(List.of(features), scaleCode));
      NDArray warped = enrichment.apply(warp(whole, motion));
      tap.accept("warped_" + MEMORY_LEVEL, warped);
      Tap inner =
          tap == Tap.NONE
              ? Tap.NONE
              : (what, value) -> tap.accept(what + "_" + MEMORY_LEVEL, value);
      NDArray x =
          memory
              .map(unit -> unit.compensate(warped, MEMORY_LEVEL, source.orElseThrow(), inner))
              .orElse(warped);
      for (ResBlock block : bottleneck) {
        x = block.forward(x);
      }
      for (int i = 0; i < up.size(); i++) {
        x = upEmbedding.add(i, up.get(i).forward(x), scaleCode);
      }
      return scope.keep(last.forward(x));
    }
  }

  private NDArray warp(NDArray features, SourceMotion motion) {
    int height = (int) features.getShape().get(2);
    int width = (int) features.getShape().get(3);
    // Resizing keeps the default convention even where sampling does not (NETWORKS section 0).
    NDArray flow = kernels.resizeGrid(motion.flow(), height, width, false);
    NDArray occlusion = kernels.resizePlanes(motion.occlusion(), height, width, false);
    return kernels.gridSampleVisible(features, flow, occlusion, alignCorners);
  }
}
