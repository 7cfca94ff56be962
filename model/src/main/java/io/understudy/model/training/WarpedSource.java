package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import java.util.Optional;

/** The source under the first flow alone. */
final class WarpedSource {
  private WarpedSource() {}

  /**
   * As the network made it, or made here, its border extended; empty where the network told of
   * neither.
   *
   * @param source images (B, 3, H, W)
   * @param terms what the network told
   */
  static Optional<NDArray> of(Kernels kernels, NDArray source, TrainingTerms terms) {
    return terms.warped().or(() -> terms.flow().map(flow -> warp(kernels, source, flow)));
  }

  private static NDArray warp(Kernels kernels, NDArray source, NDArray flow) {
    int height = (int) source.getShape().get(2);
    int width = (int) source.getShape().get(3);
    NDArray grid = kernels.resizeGrid(flow, height, width, true);
    return kernels.gridSample(source, kernels.call("within", grid), true);
  }
}
