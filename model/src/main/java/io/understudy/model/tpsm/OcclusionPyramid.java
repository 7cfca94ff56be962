package io.understudy.model.tpsm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Activation;
import io.understudy.model.layer.Conv2d;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.UpBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * TPSM's occlusion maps (NETWORKS section 5): one of each given map, then one of each doubling of
 * the finest up to the picture's size. Keys {@code occlusion.*} and {@code up.*}.
 */
final class OcclusionPyramid {
  private final Execution execution;
  private final List<UpBlock> up = new ArrayList<>();
  private final List<Conv2d> visible = new ArrayList<>();

  /**
   * @param channels channels of the given maps, coarsest first
   * @param scale size of the finest given map against the picture
   */
  OcclusionPyramid(Parameters parameters, List<Integer> channels, double scale) {
    this.execution = parameters.execution();
    channels.forEach(count -> visible.add(conv(parameters, count)));
    int finest = channels.get(channels.size() - 1);
    for (double size = scale; size < 1; size *= 2) {
      up.add(new UpBlock(parameters.at("up").at(up.size()), finest, finest / 2));
      finest /= 2;
      visible.add(conv(parameters, finest));
    }
  }

  private Conv2d conv(Parameters parameters, int channels) {
    Parameters at = parameters.at("occlusion").at(visible.size());
    return new Conv2d(at, channels, 1, 7, 3, Activation.SIGMOID);
  }

  /** The maps (B, 1, h, w) in [0, 1], fp32, coarsest first. */
  List<NDArray> forward(List<NDArray> given) {
    try (Scope scope = new Scope()) {
      List<NDArray> features = new ArrayList<>(given);
      for (UpBlock block : up) {
        features.add(block.forward(features.get(features.size() - 1)));
      }
      List<NDArray> maps = new ArrayList<>();
      for (int i = 0; i < features.size(); i++) {
        maps.add(execution.toFloat(visible.get(i).forward(features.get(i))));
      }
      return scope.keepAll(maps);
    }
  }
}
