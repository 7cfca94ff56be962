package io.understudy.model.perceptual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.network.PixelRange;
import java.io.IOException;
import java.util.List;

/**
 * Compares pictures by the features of a perceptual network, on the CPU in fp32. Its figures carry
 * the network's name: they are neither LPIPS, whose layers are weighed by people's judgements, nor
 * FID.
 *
 * <p>One thread; the owner closes it.
 */
public final class PerceptualMetric implements AutoCloseable {
  private static final float LEAST_LENGTH = 1e-10f;

  private final Execution execution;
  private final PerceptualNetwork network;

  private PerceptualMetric(Execution execution, PerceptualNetwork network) {
    this.execution = execution;
    this.network = network;
  }

  /**
   * What two pictures are to the network.
   *
   * @param distance mean over layers and places of the squared distance of both features as unit
   *     vectors, 0 to 4
   * @param first means of the deepest features of the first picture over its places
   * @param second the same of the second
   */
  public record Comparison(double distance, float[] first, float[] second) {}

  /**
   * Loads a network; a stand-in up to mixed5.
   *
   * @throws io.understudy.model.weights.WeightsException if the file is damaged or of another
   *     network
   * @throws IOException if it cannot be read
   */
  public static PerceptualMetric open(PerceptualFile file) throws IOException {
    Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    try {
      return new PerceptualMetric(
          execution, file.open(execution, PixelRange.UNIT, InceptionTap.MIXED5));
    } catch (IOException | RuntimeException failure) {
      execution.close();
      throw failure;
    }
  }

  /** Name of the network. */
  public String name() {
    return network.name();
  }

  /** Compares two square pictures of one size, at least 64 pixels a side. */
  public Comparison compare(Picture first, Picture second) {
    Execution.prepareThread();
    try (Scope scope = new Scope()) {
      PictureTensors tensors = new PictureTensors(execution, PixelRange.UNIT, first.widthPixels());
      List<NDArray> features = network.features(tensors.toTensor(List.of(first, second)));
      double sum = 0;
      for (NDArray layer : features) {
        NDArray lengths = layer.square().sum(new int[] {1}, true).sqrt();
        NDArray unit = layer.div(execution.kernels().affine(lengths, 1, LEAST_LENGTH));
        NDArray apart = unit.get("0:1").sub(unit.get("1:2"));
        sum += apart.square().sum(new int[] {1}).mean().getFloat();
      }
      NDArray means = features.get(features.size() - 1).mean(new int[] {3}).mean(new int[] {2});
      return new Comparison(
          sum / features.size(), means.get(0).toFloatArray(), means.get(1).toFloatArray());
    }
  }

  @Override
  public void close() {
    execution.close();
  }
}
