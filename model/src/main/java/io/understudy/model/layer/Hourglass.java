package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoder and decoder of equal depth with skips by concatenation (NETWORKS section 1.1): input (N,
 * in, H, W), output (N, expansion + in, H, W); H and W divisible by 2^depth.
 *
 * <p>All levels but the finest may have another working type: they are most of the weights and
 * little of the detail.
 */
public final class Hourglass {
  private final Execution finest;
  private final Execution coarser;
  private final Kernels kernels;
  private final List<DownBlock> down = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final int outChannels;
  private final int coarserChannels;

  /** An hourglass with one working type. */
  public Hourglass(Parameters parameters, int expansion, int in, int depth, int maxChannels) {
    this(parameters, parameters, expansion, in, depth, maxChannels);
  }

  /**
   * @param finest the tree for the blocks from and to the size of the input
   * @param coarser the same place of the tree, for the others
   */
  public Hourglass(
      Parameters finest, Parameters coarser, int expansion, int in, int depth, int maxChannels) {
    this.finest = finest.execution();
    this.coarser = coarser.execution();
    kernels = this.finest.kernels();
    outChannels = expansion + in;
    coarserChannels = 2 * width(expansion, 1, maxChannels);
    for (int i = 0; i < depth; i++) {
      down.add(
          new DownBlock(
              (i == 0 ? finest : coarser).at("encoder").at("down_blocks").at(i),
              i == 0 ? in : width(expansion, i, maxChannels),
              width(expansion, i + 1, maxChannels)));
    }
    for (int i = depth - 1; i >= 0; i--) {
      int below = width(expansion, i + 1, maxChannels);
      up.add(
          new UpBlock(
              (i == 0 ? finest : coarser).at("decoder").at("up_blocks").at(depth - 1 - i),
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
        NDArray below = block.forward(skips.get(skips.size() - 1));
        skips.add(skips.size() == 1 ? converted(below, finest, coarser) : below);
      }
      NDArray y = skips.remove(skips.size() - 1);
      List<NDArray> maps = new ArrayList<>();
      for (UpBlock block : up) {
        NDArray above = skips.size() == 1 ? converted(y, coarser, finest) : y;
        y = kernels.concat(1, block.forward(above), skips.remove(skips.size() - 1));
        maps.add(y);
      }
      return scope.keepAll(maps);
    }
  }

  private static NDArray converted(NDArray map, Execution from, Execution to) {
    return from.bfloat16() == to.bfloat16() ? map : to.toWorking(map);
  }
}
