package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoder and decoder of equal depth with skips by concatenation (NETWORKS section 1.1): input (N,
 * in, H, W), output (N, expansion + in, H, W); H and W divisible by 2^depth.
 */
public final class Hourglass {
  private final Kernels kernels;
  private final List<DownBlock> down = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final int outChannels;
  private final int coarserChannels;

  public Hourglass(Parameters parameters, int expansion, int in, int depth, int maxChannels) {
    kernels = parameters.execution().kernels();
    outChannels = expansion + in;
    coarserChannels = 2 * width(expansion, 1, maxChannels);
    for (int i = 0; i < depth; i++) {
      down.add(
          new DownBlock(
              parameters.at("encoder").at("down_blocks").at(i),
              i == 0 ? in : width(expansion, i, maxChannels),
              width(expansion, i + 1, maxChannels)));
    }
    for (int i = depth - 1; i >= 0; i--) {
      int below = width(expansion, i + 1, maxChannels);
      up.add(
          new UpBlock(
              parameters.at("decoder").at("up_blocks").at(depth - 1 - i),
              i == depth - 1 ? below : 2 * below,
              width(expansion, i, maxChannels)));
    }
  }

  private static int width(int expansion, int level, int maxChannels) {
    return Math.min(maxChannels, expansion << level);
  }

  public int outChannels() {
    return outChannels;
  }

  /** Channels of the last map but one of {@link #forwardAll}; depth is at least 2. */
  public int coarserChannels() {
    return coarserChannels;
  }

  public NDArray forward(NDArray x) {
    try (Scope scope = new Scope()) {
      List<NDArray> maps = forwardAll(x);
      return scope.keep(maps.get(maps.size() - 1));
    }
  }

  /** The decoder's map of each level with its skip, the finest, which is the output, last. */
  public List<NDArray> forwardAll(NDArray x) {
    try (Scope scope = new Scope()) {
      List<NDArray> skips = new ArrayList<>(List.of(x));
      for (DownBlock block : down) {
        skips.add(block.forward(skips.get(skips.size() - 1)));
      }
      NDArray y = skips.remove(skips.size() - 1);
      List<NDArray> maps = new ArrayList<>();
      for (UpBlock block : up) {
        y = kernels.concat(1, block.forward(y), skips.remove(skips.size() - 1));
        maps.add(y);
      }
      return scope.keepAll(maps);
    }
  }
}
