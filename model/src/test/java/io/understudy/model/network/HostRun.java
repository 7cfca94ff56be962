package io.understudy.model.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.ParameterSpec.Kind;
import io.understudy.model.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host on formula weights that drew one batch, and what a second computation of its generator
 * needs: the values below it, and what the network told. One thread; the owner closes it.
 */
public final class HostRun implements AutoCloseable {
  private static final int SIDE = 128;
  private static final int ROWS = 2;

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final PlainHost host;
  private final Network network;
  private final PlainLayers layers = new PlainLayers(new HashMap<>());
  private final Map<String, Heard> heard = new HashMap<>();
  private KeypointTensors keypoints;

  /** A tensor on the heap: the network frees its own with the call. */
  private record Heard(float[] values, Shape shape) {}

  /**
   * @param configuration the host with the parts that are plugged in
   */
  public HostRun(PlainHost host, ModelConfiguration configuration) {
    this.host = host;
    Parameters root = Parameters.of(execution);
    network = Networks.declare(root, configuration);
    Weights weights = FormulaWeights.of(new Preset("small", configuration), root.specs(), 3);
    Networks.load(root, weights);
    for (ParameterSpec spec : root.specs()) {
      if (spec.kind() == Kind.PARAMETER || spec.kind() == Kind.BUFFER) {
        layers.values().put(spec.name().replace(host.generator(), ""), value(weights, spec));
      }
    }
  }

  private NDArray value(Weights weights, ParameterSpec spec) {
    Shape shape = new Shape(spec.shape());
    float[] numbers = new float[(int) shape.size()];
    weights.tensor(spec.name()).floats().get(numbers);
    return execution.manager().create(numbers, shape);
  }

  /** Tensors by their names below the generator. */
  public PlainLayers layers() {
    return layers;
  }

  /** Two images of waves (2, 3, 128, 128) in [0, 1]. */
  public NDArray images(float phase) {
    int count = ROWS * 3 * SIDE * SIDE;
    NDArray ramp = execution.manager().arange(0f, count, 1f).mul(0.0031f).add(phase);
    return ramp.sin().mul(0.5f).add(0.5f).reshape(ROWS, 3, SIDE, SIDE);
  }

  /** A scale code (2, size) of its own for each row. */
  public NDArray codes(int size) {
    return execution.manager().arange(0f, ROWS * size, 1f).mul(1.3f).sin().reshape(ROWS, size);
  }

  /** What the network draws of sources, driven by other images. */
  public NDArray picture(NDArray image, Optional<NDArray> code) {
    keypoints = network.detect(image, Tap.NONE);
    KeypointTensors driving = network.detect(images(1), Tap.NONE);
    SourceMaps maps = network.encode(image, keypoints, Tap.NONE);
    return network.generate(maps, keypoints, driving, code, this::hear);
  }

  private void hear(String name, NDArray tensor) {
    heard.put(name, new Heard(tensor.toFloatArray(), tensor.getShape()));
  }

  private NDArray heard(String name) {
    return execution.manager().create(heard.get(name).values, heard.get(name).shape);
  }

  /** Keypoints of the sources that were drawn. */
  public NDArray keypoints() {
    return keypoints.values();
  }

  /** Their disparity, of a host that looks at it. */
  NDArray disparity() {
    return keypoints.disparity().orElseThrow();
  }

  NDArray warped(NDArray map) {
    int side = (int) map.getShape().get(2);
    Kernels kernels = execution.kernels();
    NDArray flow = kernels.resizeGrid(heard("deformation"), side, side, host.alignCorners());
    return kernels.gridSample(map, flow, host.alignCorners());
  }

  /** The occlusion map of that size; the only one resized where there is no other. */
  NDArray visible(NDArray map) {
    int side = (int) map.getShape().get(2);
    List<String> told =
        heard.keySet().stream().filter(name -> name.startsWith("occlusion_map")).toList();
    Kernels kernels = execution.kernels();
    return told.stream()
        .filter(name -> heard.get(name).shape.get(2) == side)
        .findFirst()
        .map(this::heard)
        .orElseGet(() -> kernels.resize(heard(told.get(0)), side, side, host.alignCorners()));
  }

  NDArray occluded(NDArray map) {
    return warped(map).mul(visible(map));
  }

  @Override
  public void close() {
    execution.close();
  }
}
