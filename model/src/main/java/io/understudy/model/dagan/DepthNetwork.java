package io.understudy.model.dagan;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResNet18;
import java.util.ArrayList;
import java.util.List;

/**
 * Disparity of a face (NETWORKS section 5): a ResNet-18 and the decoder of monodepth2, in fp32
 * because keypoints depend on it. Keys {@code depth_encoder.encoder.*} and {@code
 * depth_decoder.decoder.*}; of the published decoder's four disparity heads the one at full size.
 */
final class DepthNetwork {
  private static final int IMAGE_CHANNELS = 3;
  private static final float MEAN = 0.45f;
  private static final float DEVIATION = 0.225f;
  private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256);
  private static final int KERNEL = 3;

  private final Execution execution;
  private final Kernels kernels;
  private final ResNet18 encoder;
  private final List<Conv2d> convolutions = new ArrayList<>();
  private final Conv2d disparity;

  DepthNetwork(Parameters root) {
    Parameters tree = root.inFloat();
    this.execution = tree.execution();
    this.kernels = execution.kernels();
    this.encoder = new ResNet18(tree.at("depth_encoder").at("encoder"), IMAGE_CHANNELS);
    Parameters decoder = tree.at("depth_decoder").at("decoder");
    int in = ResNet18.CHANNELS.get(WIDTHS.size() - 1);
    for (int level = WIDTHS.size() - 1; level >= 0; level--) {
      int out = WIDTHS.get(level);
      int skip = level == 0 ? 0 : ResNet18.CHANNELS.get(level - 1);
      convolutions.add(conv(decoder.at(convolutions.size()).at("conv"), in, out, Activation.NONE));
      convolutions.add(
          conv(decoder.at(convolutions.size()).at("conv"), out + skip, out, Activation.NONE));
      in = out;
    }
    this.disparity = conv(decoder.at(convolutions.size()), in, 1, Activation.SIGMOID);
  }

  private static Conv2d conv(Parameters parameters, int in, int out, Activation activation) {
    return new Conv2d(parameters.at("conv"), in, out, KERNEL, 0, activation);
  }

  /** Disparity (B, 1, H, W) in [0, 1] of images (B, 3, H, W) in [0, 1]; H, W divisible by 32. */
  NDArray disparity(NDArray images) {
    try (Scope scope = new Scope()) {
      NDArray normal = kernels.affine(images, 1 / DEVIATION, -MEAN / DEVIATION);
      List<NDArray> maps = encoder.forward(execution.toWorking(normal));
      NDArray x = maps.get(maps.size() - 1);
      for (int level = WIDTHS.size() - 1; level >= 0; level--) {
        int at = 2 * (WIDTHS.size() - 1 - level);
        x = kernels.nearestTwice(bent(convolutions.get(at), x));
        x = level == 0 ? x : kernels.concat(1, x, maps.get(level - 1));
        x = bent(convolutions.get(at + 1), x);
      }
      return scope.keep(disparity.forward(kernels.call("reflect_border", x)));
    }
  }

  private NDArray bent(Conv2d conv, NDArray x) {
    return kernels.call("elu", conv.forward(kernels.call("reflect_border", x)));
  }
}
