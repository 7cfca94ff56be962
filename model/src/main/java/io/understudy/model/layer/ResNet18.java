package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet-18 without its last linear map, with torchvision's keys ({@code conv1}, {@code bn1},
 * {@code layerI.J}): input (N, in, H, W), maps at a half (64 channels), a quarter (64), an eighth
 * (128), a sixteenth (256) and a thirty-second (512) of the size.
 */
public final class ResNet18 {
  /** Channels of the maps, finest first. */
  public static final List<Integer> CHANNELS = List.of(64, 64, 128, 256, 512);

  private static final int STAGES = 4;

  private final Kernels kernels;
  private final ConvNorm first;
  private final List<List<ResNetBlock>> stages = new ArrayList<>();

  public ResNet18(Parameters parameters, int in) {
    this.kernels = parameters.execution().kernels();
    this.first =
        new ConvNorm(
            parameters,
            Conv2d.withoutBias(parameters.at("conv1"), in, CHANNELS.get(0), 7, 2),
            new BatchNorm(parameters.at("bn1"), CHANNELS.get(0)),
            Activation.RELU);
    for (int i = 1; i <= STAGES; i++) {
      Parameters stage = parameters.at("layer" + i);
      int out = CHANNELS.get(i);
      int stride = i == 1 ? 1 : 2;
      stages.add(
          List.of(
              new ResNetBlock(stage.at(0), CHANNELS.get(i - 1), out, stride),
              new ResNetBlock(stage.at(1), out, out, 1)));
    }
  }

  /** The maps in working type, finest first; {@code x} in working type. */
  public List<NDArray> forward(NDArray x) {
    try (Scope scope = new Scope()) {
      List<NDArray> maps = new ArrayList<>(List.of(first.forward(x)));
      NDArray y = kernels.call("max_pool_three_padded", maps.get(0));
      for (List<ResNetBlock> stage : stages) {
        for (ResNetBlock block : stage) {
          y = block.forward(y);
        }
        maps.add(y);
      }
      return scope.keepAll(maps);
    }
  }
}
