package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.BatchNorm;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells real pictures from made ones, patch by patch (NETWORKS section 3.8): five convolutions of
 * 4x4 with leaky ReLU, the inner ones with batch norm, then one to a score. Keys {@code main.N} as
 * in the released code's sequence. Borrows the execution.
 */
final class Discriminator {
  private static final int KERNEL = 4;
  private static final double SLOPE = 0.2;
  private static final int[] WIDENINGS = {1, 2, 4, 8, 8};

  private final Execution execution;
  private final Conv2d first;
  private final List<Conv2d> convolutions = new ArrayList<>();
  private final List<BatchNorm> norms = new ArrayList<>();
  private final Conv2d score;

  /**
   * @param channels of the first layer
   */
  Discriminator(Parameters root, int channels) {
    this.execution = root.execution();
    Parameters main = root.at("main");
    this.first = new Conv2d(main.at(0), 3, channels, KERNEL, 2, 1, Activation.NONE);
    int place = 2;
    for (int i = 1; i < WIDENINGS.length; i++) {
      int stride = i < WIDENINGS.length - 1 ? 2 : 1;
      int in = channels * WIDENINGS[i - 1];
      int out = channels * WIDENINGS[i];
      convolutions.add(Conv2d.withoutBias(main.at(place), in, out, KERNEL, stride));
      norms.add(new BatchNorm(main.at(place + 1), out));
      place += 3;
    }
    int last = channels * WIDENINGS[WIDENINGS.length - 1];
    this.score = new Conv2d(main.at(place), last, 1, KERNEL, 1, Activation.NONE);
  }

  /** Scores (B, 1, h, w), fp32, of pictures (B, 3, H, W) whose sides are at least 64 pixels. */
  NDArray scores(NDArray pictures) {
    try (Scope scope = new Scope()) {
      NDArray x = leaky(first.forward(execution.toWorking(pictures)));
      for (int i = 0; i < norms.size(); i++) {
        x = leaky(norms.get(i).forward(convolutions.get(i).forward(x)));
      }
      return scope.keep(execution.toFloat(score.forward(x)));
    }
  }

  private NDArray leaky(NDArray x) {
    return execution.kernels().leakyRelu(x, SLOPE);
  }
}
