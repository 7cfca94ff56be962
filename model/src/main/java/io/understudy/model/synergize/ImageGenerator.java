package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleChannels;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The generator's blocks of NETWORKS section 3.2; keys {@code blocks.0} to {@code blocks.18}. A
 * shallow one lacks some of them, see {@link io.understudy.model.preset.GeneratorDepth}.
 */
final class ImageGenerator {
  private static final int FIRST_FUSION = 64;

  private final NavigableMap<Integer, Block> blocks = new TreeMap<>();

  /** Block after which compensated features of a map side are fused in. */
  private final NavigableMap<Integer, Integer> fusions;

  /** Fuses compensated features into the generator's map of that side. */
  @FunctionalInterface
  interface Fusion {
    NDArray fuse(int side, NDArray map);
  }

  ImageGenerator(Parameters parameters, ScaleChannels channels, boolean shallow) {
    Parameters at = parameters.at("blocks");
    if (shallow) {
      declareShallow(at, channels);
    } else {
      declare(at, channels);
    }
    int behind = shallow ? 0 : 1;
    fusions = new TreeMap<>(Map.of(8 + behind, 64, 11 + behind, 128, 14 + behind, 256));
    int groups = channels.normGroups();
    int c256 = channels.at256();
    blocks.put(17, new GroupNorm(at.at(17), c256, groups)::forward);
    blocks.put(18, new Conv2d(at.at(18), c256, 3, 3)::forward);
  }

  private void declare(Parameters at, ScaleChannels channels) {
    int c256 = channels.at256();
    int c128 = channels.at128();
    int c64 = channels.at64();
    int c32 = channels.at32();
    int groups = channels.normGroups();
    blocks.put(0, new Conv2d(at.at(0), c32, c32, 3)::forward);
    blocks.put(1, new SwishBlock(at.at(1), c32, c32, groups));
    blocks.put(2, new SpatialAttention(at.at(2), c32, groups));
    blocks.put(3, new SwishBlock(at.at(3), c32, c32, groups));
    blocks.put(4, new SwishBlock(at.at(4), c32, c32, groups));
    blocks.put(5, new SpatialAttention(at.at(5), c32, groups));
    blocks.put(6, new SwishBlock(at.at(6), c32, c32, groups));
    blocks.put(7, new SpatialAttention(at.at(7), c32, groups));
    blocks.put(8, Resampling.up(at.at(8), c32));
    blocks.put(9, new SwishBlock(at.at(9), c32, c64, groups));
    blocks.put(10, new SwishBlock(at.at(10), c64, c64, groups));
    blocks.put(11, Resampling.up(at.at(11), c64));
    blocks.put(12, new SwishBlock(at.at(12), c64, c128, groups));
    blocks.put(13, new SwishBlock(at.at(13), c128, c128, groups));
    blocks.put(14, Resampling.up(at.at(14), c128));
    blocks.put(15, new SwishBlock(at.at(15), c128, c256, groups));
    blocks.put(16, new SwishBlock(at.at(16), c256, c256, groups));
  }

  private void declareShallow(Parameters at, ScaleChannels channels) {
    int c256 = channels.at256();
    int c128 = channels.at128();
    int c64 = channels.at64();
    int c32 = channels.at32();
    int groups = channels.normGroups();
    blocks.put(0, new Conv2d(at.at(0), c32, c32, 3)::forward);
    blocks.put(1, new SwishBlock(at.at(1), c32, c32, groups));
    blocks.put(2, new SpatialAttention(at.at(2), c32, groups));
    blocks.put(3, new SwishBlock(at.at(3), c32, c32, groups));
    blocks.put(8, Resampling.up(at.at(8), c32, c64));
    blocks.put(10, new SwishBlock(at.at(10), c64, c64, groups));
    blocks.put(11, Resampling.up(at.at(11), c64, c128));
    blocks.put(13, new SwishBlock(at.at(13), c128, c128, groups));
    blocks.put(14, Resampling.up(at.at(14), c128, c256));
    blocks.put(16, new SwishBlock(at.at(16), c256, c256, groups));
  }

  /** The 64x64 map that the 32x32 map becomes before anything is fused in. */
  NDArray begin(NDArray map) {
    NDArray x = map;
    for (Block block : blocks.headMap(fusions.firstKey(), true).values()) {
      x = block.forward(x);
    }
    return x;
  }

  /** The image (B, 3, 256, 256), linear output, from what {@link #begin} gave. */
  NDArray finish(NDArray begun, Fusion fusion) {
    NDArray x = fusion.fuse(FIRST_FUSION, begun);
    for (Map.Entry<Integer, Block> block : blocks.tailMap(fusions.firstKey(), false).entrySet()) {
      x = block.getValue().forward(x);
      Integer side = fusions.get(block.getKey());
      if (side != null) {
        x = fusion.fuse(side, x);
      }
    }
    return x;
  }
}
