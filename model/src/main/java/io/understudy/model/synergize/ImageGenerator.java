package io.understudy.model.synergize;

import ai.djl.ndarray.NDArray;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.GroupNorm;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleChannels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The generator's blocks of NETWORKS section 3.2; keys {@code blocks.0} to {@code blocks.18}. */
final class ImageGenerator {
  /** Block after which compensated features of a map side are fused in. */
  private static final Map<Integer, Integer> FUSIONS = Map.of(9, 64, 12, 128, 15, 256);

  private static final int FIRST_FUSION = 9;

  private final List<Block> blocks = new ArrayList<>();

  /** Fuses compensated features into the generator's map of that side. */
  @FunctionalInterface
  interface Fusion {
    NDArray fuse(int side, NDArray map);
  }

  ImageGenerator(Parameters parameters, ScaleChannels channels) {
    Parameters at = parameters.at("blocks");
    int c256 = channels.at256();
    int c128 = channels.at128();
    int c64 = channels.at64();
    int c32 = channels.at32();
    int groups = channels.normGroups();
    blocks.add(new Conv2d(at.at(0), c32, c32, 3)::forward);
    blocks.add(new SwishBlock(at.at(1), c32, c32, groups));
    blocks.add(new SpatialAttention(at.at(2), c32, groups));
    blocks.add(new SwishBlock(at.at(3), c32, c32, groups));
    blocks.add(new SwishBlock(at.at(4), c32, c32, groups));
    blocks.add(new SpatialAttention(at.at(5), c32, groups));
    blocks.add(new SwishBlock(at.at(6), c32, c32, groups));
    blocks.add(new SpatialAttention(at.at(7), c32, groups));
    blocks.add(Resampling.up(at.at(8), c32));
    blocks.add(new SwishBlock(at.at(9), c32, c64, groups));
    blocks.add(new SwishBlock(at.at(10), c64, c64, groups));
    blocks.add(Resampling.up(at.at(11), c64));
    blocks.add(new SwishBlock(at.at(12), c64, c128, groups));
    blocks.add(new SwishBlock(at.at(13), c128, c128, groups));
    blocks.add(Resampling.up(at.at(14), c128));
    blocks.add(new SwishBlock(at.at(15), c128, c256, groups));
    blocks.add(new SwishBlock(at.at(16), c256, c256, groups));
    blocks.add(new GroupNorm(at.at(17), c256, groups)::forward);
    blocks.add(new Conv2d(at.at(18), c256, 3, 3)::forward);
  }

  /** The 64x64 map that the 32x32 map becomes before anything is fused in. */
  NDArray begin(NDArray map) {
    NDArray x = map;
    for (Block block : blocks.subList(0, FIRST_FUSION + 1)) {
      x = block.forward(x);
    }
    return x;
  }

  /** The image (B, 3, 256, 256), linear output, from what {@link #begin} gave. */
  NDArray finish(NDArray begun, Fusion fusion) {
    NDArray x = fusion.fuse(FUSIONS.get(FIRST_FUSION), begun);
    for (int i = FIRST_FUSION + 1; i < blocks.size(); i++) {
      x = blocks.get(i).forward(x);
      Integer side = FUSIONS.get(i);
      if (side != null) {
        x = fusion.fuse(side, x);
      }
    }
    return x;
  }
}
