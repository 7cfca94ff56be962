package io.understudy.model.fomm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.ConvNorm;
import io.understudy.model.layer.DownBlock;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResBlock;
import io.understudy.model.layer.Tap;
import io.understudy.model.layer.UpBlock;
import io.understudy.model.preset.FommGeneratorConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * FOMM's generator (NETWORKS section 1.5): encode the source, warp, occlude, decode. Keys {@code
 * first}, {@code down_blocks}, {@code bottleneck.rN}, {@code up_blocks}, {@code final}.
 */
public final class FommGenerator {
  private final Execution execution;
  private final Kernels kernels;
  private final boolean alignCorners;
  private final ConvNorm first;
  private final List<DownBlock> down = new ArrayList<>();
  private final List<ResBlock> bottleneck = new ArrayList<>();
  private final List<UpBlock> up = new ArrayList<>();
  private final Conv2d last;

  public FommGenerator(
      Parameters parameters,
      FommGeneratorConfiguration configuration,
      int imageChannels,
      boolean alignCorners) {
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.alignCorners = alignCorners;
    int depth = configuration.downBlocks();
    this.first = new ConvNorm(parameters.at("first"), imageChannels, configuration.channels(0), 7);
    for (int i = 0; i < depth; i++) {
      down.add(
          new DownBlock(
              parameters.at("down_blocks").at(i),
              configuration.channels(i),
              configuration.channels(i + 1)));
      up.add(
          new UpBlock(
              parameters.at("up_blocks").at(i),
              configuration.channels(depth - i),
              configuration.channels(depth - i - 1)));
    }
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
   * The source's feature map (B, C, H / 2^n, W / 2^n) in working type.
   *
   * @param image (B, 3, H, W) fp32 in [0, 1]
   * @param tap hears {@code first}, {@code down0}, {@code down1}, ...
   */
  public NDArray encode(NDArray image, Tap tap) {
    try (Scope scope = new Scope()) {
      NDArray x = first.forward(execution.toWorking(image));
      tap.accept("first", x);
      for (int i = 0; i < down.size(); i++) {
        x = down.get(i).forward(x);
        tap.accept("down" + i, x);
      }
      return scope.keep(x);
    }
  }

  /** The picture (B, 3, H, W) in [0, 1], working type. */
  public NDArray decode(NDArray features, DenseMotion.Result motion) {
    try (Scope scope = new Scope()) {
      NDArray x = warp(features, motion);
      for (ResBlock block : bottleneck) {
        x = block.forward(x);
      }
      for (UpBlock block : up) {
        x = block.forward(x);
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
