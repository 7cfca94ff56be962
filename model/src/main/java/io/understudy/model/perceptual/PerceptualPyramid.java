package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.AntiAlias;
import io.understudy.model.layer.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean absolute differences of features at full, half, quarter and eighth size (NETWORKS section
 * 1.7), all layers weighing the same.
 */
public final class PerceptualPyramid {
  /** Sizes against the full one. */
  public static final List<Double> SCALES = List.of(1.0, 0.5, 0.25, 0.125);

  private static final int CHANNELS = 3;

  private final Execution execution;
  private final Kernels kernels;
  private final PerceptualNetwork network;
  private final List<AntiAlias> levels = new ArrayList<>();

  public PerceptualPyramid(Execution execution, PerceptualNetwork network) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.network = network;
    Parameters none = Parameters.of(execution);
    SCALES.forEach(scale -> levels.add(new AntiAlias(none, CHANNELS, scale)));
  }

  /** The image at one of {@link #SCALES}. */
  public NDArray level(NDArray image, int index) {
    return levels.get(index).forward(image);
  }

  /** Mean absolute difference of each layer at one of {@link #SCALES}. */
  public List<NDArray> differences(NDArray output, NDArray target, int index) {
    List<NDArray> ours = network.features(level(output, index));
    List<NDArray> theirs = network.features(level(target, index));
    List<NDArray> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      differences.add(
          kernels.call(
              "mean_absolute",
              execution.toFloat(ours.get(i)),
              execution.toFloat(theirs.get(i).stopGradient())));
    }
    return differences;
  }

  /** Sum over scales and layers. */
  public NDArray loss(NDArray output, NDArray target) {
    NDArray sum = null;
    for (int i = 0; i < SCALES.size(); i++) {
      for (NDArray difference : differences(output, target, i)) {
        sum = sum == null ? difference : sum.add(difference);
      }
    }
    return sum;
  }
}
