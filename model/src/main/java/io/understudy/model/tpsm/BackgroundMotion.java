package io.understudy.model.tpsm;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Linear;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.ResNet18;
import java.util.List;

/**
 * How the background moves, as an affine map (NETWORKS section 5): a ResNet-18 on source and
 * driving picture. At first the identity. Keys {@code bg_encoder.*}.
 */
final class BackgroundMotion {
  private static final int IMAGE_CHANNELS = 3;

  private final Execution execution;
  private final Kernels kernels;
  private final ResNet18 encoder;
  private final Linear affine;

  BackgroundMotion(Parameters tree) {
    Parameters parameters = tree.inFloat().at("bg_encoder");
    this.execution = parameters.execution();
    this.kernels = execution.kernels();
    this.encoder = new ResNet18(parameters, 2 * IMAGE_CHANNELS);
    this.affine = Linear.constant(parameters.at("fc"), 512, 6, 1, 0, 0, 0, 1, 0);
  }

  /** (B, 2, 3): where a homogeneous position of the driving picture lies in the source. */
  NDArray between(NDArray source, NDArray driving) {
    try (Scope scope = new Scope()) {
      List<NDArray> maps = encoder.forward(execution.toWorking(kernels.concat(1, source, driving)));
      NDArray flat = affine.forward(kernels.call("pool", maps.get(maps.size() - 1)));
      return scope.keep(flat.reshape(-1, 2, 3));
    }
  }
}
