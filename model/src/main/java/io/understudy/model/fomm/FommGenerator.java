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
import io.understudy.model.ost.ScaleEmbedding;
import io.understudy.model.ost.ScaledEncoder;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * FOMM's generator (NETWORKS section 1.5): encode the source, warp, occlude, decode; the scale code
 * in every block where it is plugged in. Keys {@code first}, {@code down_blocks}, {@code
 * bottleneck.rN}, {@code up_blocks}, {@code final}, {@code scale_embedding}.
 */
public final class FommGenerator {
  /** The warped map of a picture of 256x256 has this side. */
  static final int MEMORY_LEVEL = 64;

  private final Execution execution;
  private final Kernels kernels;
  private final boolean alignCorners;
  private final ScaledEncoder encoder;
  private final List<ResBlock> bottleneck = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final ScaleEmbedding upEmbedding;
  private final Conv2d last;
  private final Optional<FacialMemory> memory;

  public FommGenerator(
      Parameters parameters,
      FommGeneratorConfiguration configuration,
      int imageChannels,
      boolean alignCorners,
      Optional<ScaleConfiguration> scale,
      Optional<FacialMemory> memory) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.alignCorners = alignCorners;
    this.memory = memory;
    int depth = configuration.downBlocks();
    List<Integer> channels =
        IntStream.rangeClosed(0, depth).mapToObj(configuration::channels).toList();
    this.encoder = new ScaledEncoder(parameters, imageChannels, channels, scale);
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
            imageChannels,
            7,
            3,
            Activation.SIGMOID);
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
      DenseMotion.Result motion,
      Optional<FacialMemory.Source> source,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray warped = warp(last(encoder.complete(List.of(features), scaleCode)), motion);
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

  private NDArray warp(NDArray features, DenseMotion.Result motion) {
    int height = (int) features.getShape().get(2);
    int width = (int) features.getShape().get(3);
    // Resizing keeps the default convention even where sampling does not (NETWORKS section 0).
    NDArray flow = kernels.resizeGrid(motion.flow(), height, width, false);
    NDArray occlusion = kernels.resizeIfNeeded(motion.occlusion(), height, width, false);
    return kernels.call("occlude", kernels.gridSample(features, flow, alignCorners), occlusion);
  }
}
