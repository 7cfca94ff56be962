package io.understudy.model.perceptual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.network.PixelRange;
import io.understudy.model.weights.Initializer;
import io.understudy.model.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * LPIPS, version 0.1 (Zhang et al. 2018): squared distances of the features of two pictures as unit
 * vectors, each channel weighed as people judged, means over places, summed over layers (NETWORKS
 * section 6). On the CPU in fp32.
 *
 * <p>One thread; the owner closes it.
 */
public final class Lpips implements AutoCloseable {
  private static final float[] SHIFT = {-0.030f, -0.088f, -0.188f};
  private static final float[] SCALE = {0.458f, 0.448f, 0.450f};
  private static final double LEAST_LENGTH = 1e-10;

  private final Execution execution;
  private final LpipsTrunk trunk;
  private final List<List<UnaryOperator<NDArray>>> stages;
  private final List<Parameter> weights = new ArrayList<>();
  private final NDArray factors;
  private final NDArray offsets;

  private Lpips(Execution execution, LpipsTrunk trunk, Path network, Path layers)
      throws IOException {
    this.execution = execution;
    this.trunk = trunk;
    Parameters features = Parameters.of(execution);
    Parameters lines = Parameters.of(execution);
    this.stages = trunk.stages(features.at("features"));
    for (int width : trunk.widths()) {
      Parameters line = lines.at("lin" + weights.size()).at("model").at(1);
      weights.add(line.parameter("weight", Initializer.ZEROS, 1, width, 1, 1));
    }
    new FrozenFile(network, "LPIPS-" + trunk.label(), trunk.file()).load(features);
    String file = "the layers of LPIPS 0.1, %s.pth of its authors".formatted(trunk.label());
    new FrozenFile(layers, "LPIPS-" + trunk.label(), file).load(lines);
    float[] scales = new float[SCALE.length];
    float[] shifts = new float[SCALE.length];
    for (int i = 0; i < SCALE.length; i++) {
      scales[i] = 1 / SCALE[i];
      shifts[i] = -SHIFT[i] / SCALE[i];
    }
    this.factors = execution.manager().create(scales, new Shape(SCALE.length));
    this.offsets = execution.manager().create(shifts, new Shape(SCALE.length));
  }

  /**
   * Opens it.
   *
   * @param network torchvision's file of the trunk
   * @param layers the channels' weights as the authors of LPIPS publish them
   * @throws WeightsException if a file is damaged or of another network
   * @throws IOException if one cannot be read
   */
  public static Lpips open(LpipsTrunk trunk, Path network, Path layers) throws IOException {
    Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    try {
      return new Lpips(execution, trunk, network, layers);
    } catch (IOException | RuntimeException failure) {
      execution.close();
      throw failure;
    }
  }

  /** Which trunk it looks through. */
  public LpipsTrunk trunk() {
    return trunk;
  }

  /**
   * The distance of two square pictures of one size, 0 or more, at least 64 pixels a side.
   *
   * @param range what 8-bit levels are mapped to first: LPIPS asks for [-1, 1], some papers' code
   *     gives it [0, 1]
   */
  public double distance(Picture first, Picture second, PixelRange range) {
    Execution.prepareThread();
    try (Scope scope = new Scope()) {
      PictureTensors tensors = new PictureTensors(execution, range, first.widthPixels());
      NDArray images = tensors.toTensor(List.of(first, second));
      NDArray x = execution.kernels().call("channel_affine", images, factors, offsets);
      double sum = 0;
      for (int stage = 0; stage < stages.size(); stage++) {
        for (UnaryOperator<NDArray> step : stages.get(stage)) {
          x = step.apply(x);
        }
        sum += apart(x, weights.get(stage).value());
      }
      return sum;
    }
  }

  /** The first and the second row of a feature. */
  private double apart(NDArray feature, NDArray weight) {
    NDArray lengths = feature.square().sum(new int[] {1}, true).sqrt();
    NDArray unit = feature.div(execution.kernels().affine(lengths, 1, LEAST_LENGTH));
    NDArray apart = unit.get("0:1").sub(unit.get("1:2"));
    return apart.square().mul(weight).sum(new int[] {1}).mean().getFloat();
  }

  @Override
  public void close() {
    execution.close();
  }
}
