package io.understudy.model.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Runs a network as it runs live and keeps what it computes on the way. Owns its execution; one
 * thread.
 */
public final class Explainer implements AutoCloseable {
  private static final String FLOW = "deformation";

  private final Execution execution;
  private final Network network;
  private final PictureTensors pictures;
  private final WeightsDescription description;
  private final String weightsId;

  /**
   * An explainer of any weights; the caller closes it.
   *
   * @throws io.understudy.model.weights.WeightsException if the weights are not those of their
   *     preset
   */
  public Explainer(Weights weights, Precision precision, Device device) {
    this.description = weights.description();
    this.weightsId = weights.id();
    this.execution = Execution.open(device, precision);
    try {
      Parameters root = Parameters.of(execution);
      this.network = Networks.declare(root, description.configuration());
      Networks.load(root, weights);
    } catch (RuntimeException | Error failure) {
      execution.close();
      throw failure;
    }
    this.pictures =
        new PictureTensors(execution, network.pixelRange(), ModelConfiguration.SIZE_PIXELS);
  }

  /**
   * Reenacts {@code source} as {@code driving} has it.
   *
   * @param source square; resized where it has another size than the network's
   * @param driving likewise
   */
  public Explanation explain(Picture source, Picture driving) {
    Execution.prepareThread();
    Recorder recorder = new Recorder(execution.kernels());
    try (Scope scope = new Scope()) {
      NDArray image = pictures.toTensor(List.of(source));
      NDArray driver = pictures.toTensor(List.of(driving));
      KeypointTensors still = network.detect(image, Tap.NONE);
      ScaledDriving seen = ScaledDriving.detect(network, still, driver, UnaryOperator.identity());
      SourceMaps maps = network.encode(image, still, recorder);
      NDArray output = network.generate(maps, still, seen.keypoints(), seen.scaleCode(), recorder);
      network.encodeDriving(driver, recorder);
      return new Explanation(
          description,
          weightsId,
          seen(image, still),
          seen(driver, network.detect(driver, Tap.NONE)),
          rectified(driver, seen),
          picture(warped(image, recorder.heard())),
          picture(output),
          recorder.heard());
    }
  }

  private Optional<Seen> rectified(NDArray driver, ScaledDriving seen) {
    return network
        .scaleTransform()
        .filter(transform -> transform.rectifies())
        .map(
            transform ->
                seen(transform.rectify(driver, seen.scaleCode().orElseThrow()), seen.keypoints()));
  }

  private Seen seen(NDArray image, KeypointTensors keypoints) {
    return new Seen(picture(image), keypoints.rows().get(0));
  }

  private Picture picture(NDArray image) {
    return pictures.toPictures(image).get(0);
  }

  /** The source under the last of the flows that the network told. */
  private NDArray warped(NDArray image, Map<String, Intermediate> heard) {
    Map<String, Intermediate> flows = new TreeMap<>(heard);
    flows.keySet().removeIf(name -> !name.matches(FLOW + "(_\\d)?"));
    Intermediate last = flows.values().stream().reduce((first, second) -> second).orElseThrow();
    Kernels kernels = execution.kernels();
    NDArray flow = execution.manager().create(last.values(), new Shape(last.shape()));
    int height = (int) image.getShape().get(2);
    int width = (int) image.getShape().get(3);
    NDArray grid = kernels.resizeGrid(flow, height, width, true);
    NDArray places =
        description.configuration().padsWithBorder() ? kernels.call("within", grid) : grid;
    return kernels.call("sample_on_black", image, places, network.pixelRange().shift());
  }

  @Override
  public void close() {
    execution.close();
  }
}
