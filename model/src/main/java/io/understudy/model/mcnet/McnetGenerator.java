package io.understudy.model.mcnet;

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
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.ScaleConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** MCNet's U-Net with memory compensation at 32, 64 and 128 (NETWORKS section 2.1). */
public final class McnetGenerator {
  private static final int DEPTH = 3;
  private static final int IMAGE_CHANNELS = 3;

  private final Execution execution;
  private final Kernels kernels;
  private final ScaledEncoder encoder;
  private final List<ResBlock> residual = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final ScaleEmbedding upEmbedding;
  private final Conv2d last;
  private final Optional<FacialMemory> memory;

  /**
   * @param width channels at full size
   * @param keypoints number of keypoints of a source, which condition the memory
   * @param noise the noise that the memory is conditioned with; not asked without a memory
   */
  public McnetGenerator(
      Parameters parameters,
      int width,
      int keypoints,
      Optional<ScaleConfiguration> scale,
      Optional<MemoryConfiguration> unit,
      MemoryNoise noise) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    List<Integer> channels = IntStream.rangeClosed(0, DEPTH).mapToObj(i -> width << i).toList();
    this.encoder = new ScaledEncoder(parameters, IMAGE_CHANNELS, channels, scale);
    Map<Integer, Integer> outputs = new LinkedHashMap<>();
    for (int i = 0; i < DEPTH; i++) {
      int at = DEPTH - i;
      int in = i == 0 ? width << DEPTH : 2 * (width << at);
      for (int j = 0; j < 2; j++) {
        residual.add(new ResBlock(parameters.at("resblock").at(2 * i + j), in));
      }
      up.add(new UpBlock(parameters.at("up_blocks").at(i), in, width << (at - 1)));
      outputs.put(i, width << (at - 1));
    }
    this.upEmbedding =
        new ScaleEmbedding(parameters.at("scale_embedding").at("up"), scale, outputs);
    this.last = new Conv2d(parameters.at("final"), width, IMAGE_CHANNELS, 7, 3, Activation.SIGMOID);
    this.memory =
        unit.map(
            sizes ->
                new FacialMemory(
                    parameters.at("mbUnit"),
                    sizes,
                    keypoints,
                    compensated(sizes.switchesOrReleased().levels(), width),
                    noise));
  }

  /** Channels of the maps that are compensated, by the level's name. */
  private static Map<Integer, Integer> compensated(Levels levels, int width) {
    int count =
        switch (levels) {
          case FIRST -> 1;
          case THREE -> DEPTH;
          case FOUR -> DEPTH + 1;
        };
    Map<Integer, Integer> channels = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      channels.put(name(i), width << (DEPTH - i));
    }
    return channels;
  }

  /** Name of a level, from 0 for the smallest map: the side that it has in pictures of 256x256. */
  private static int name(int level) {
    return 32 << level;
  }

  /** What of the implicit scale code a source alone makes; empty without a memory. */
  public Optional<NDArray> ofSource(NDArray keypoints) {
    return memory.map(unit -> unit.ofSource(keypoints));
  }

  /** The source's maps, largest first, as far as they depend on it alone; in working type. */
  public List<NDArray> encode(NDArray image) {
    return encoder.encode(image, Tap.NONE);
  }

  /** The picture (B, 3, H, W) in [0, 1], fp32, from what {@link #encode} gave. */
  public NDArray decode(
      List<NDArray> sourceMaps,
      NDArray image,
      Optional<FacialMemory.Source> source,
      SourceMotion motion,
      Optional<NDArray> scaleCode,
      Tap tap) {
    try (Scope scope = new Scope()) {
      List<NDArray> encoded = encoder.complete(sourceMaps, scaleCode);
      NDArray x = null;
      for (int i = 0; i < DEPTH; i++) {
        NDArray map = encoded.get(DEPTH - i);
        NDArray skip = compensated(map, i, source, new SizedMotion(motion, map), tap);
        x = x == null ? skip : kernels.concat(1, x, skip);
        x = residual.get(2 * i).forward(x);
        x = residual.get(2 * i + 1).forward(x);
        x = upEmbedding.add(i, up.get(i).forward(x), scaleCode);
      }
      SizedMotion sized = new SizedMotion(motion, encoded.get(0));
      NDArray full = compensated(encoded.get(0), DEPTH, source, sized, tap);
      NDArray visible = sized.occlusion;
      NDArray merged = kernels.call("fill_hidden", full, x, visible);
      NDArray drawn = execution.toFloat(last.forward(merged));
      NDArray deformed = kernels.gridSample(image, sized.grid, true);
      tap.accept("deformed", deformed);
      tap.accept("drawn", drawn);
      return scope.keep(kernels.call("blend", visible, deformed, drawn));
    }
  }

  private NDArray compensated(
      NDArray encoded,
      int level,
      Optional<FacialMemory.Source> source,
      SizedMotion motion,
      Tap tap) {
    NDArray warped = kernels.gridSampleVisible(encoded, motion.grid, motion.occlusion, true);
    int name = name(level);
    tap.accept("warped_encoder_" + level, warped);
    tap.accept("mcm.before_" + name, warped);
    if (level == 0) {
      tap.accept("Fwarp", warped);
    }
    if (memory.isEmpty() || !memory.get().serves(name)) {
      return warped;
    }
    Tap inner = tap == Tap.NONE ? Tap.NONE : (what, value) -> tap.accept(what + "_" + name, value);
    return memory.get().compensate(warped, name, source.orElseThrow(), inner);
  }

  /** A motion at the size of a map: where its places come from, and whether they are visible. */
  private final class SizedMotion {
    private final NDArray grid;
    private final NDArray occlusion;

    SizedMotion(SourceMotion motion, NDArray map) {
      int height = (int) map.getShape().get(2);
      int width = (int) map.getShape().get(3);
      grid = kernels.resizeGrid(motion.flow(), height, width, true);
      occlusion = kernels.resizePlanes(motion.occlusion(width), height, width, true);
    }
  }
}
