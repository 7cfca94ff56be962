package io.understudy.model.parity;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.ConsistencyLoss;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.weights.Weights;
import java.util.List;
import java.util.function.Function;

/**
 * A network that is run once, as it is run live, with all of its intermediates recorded. One
 * thread; the owner closes it.
 */
final class NetworkPass implements AutoCloseable {
  static final String PICTURE = "picture";
  static final String DEFORMED = "deformed";
  private static final String FLOW = "deformation";

  private final Execution execution;
  private final Network network;

  NetworkPass(
      ModelConfiguration configuration, Weights weights, Precision precision, Device device) {
    this(root -> Networks.declare(root, configuration), weights, precision, device);
  }

  /**
   * @param declaration makes the network below the root of its parameters
   */
  NetworkPass(
      Function<Parameters, Network> declaration,
      Weights weights,
      Precision precision,
      Device device) {
    execution = Execution.open(device, precision);
    try {
      Parameters root = Parameters.of(execution);
      network = declaration.apply(root);
      Networks.load(root, weights);
    } catch (RuntimeException | Error failure) {
      execution.close();
      throw failure;
    }
  }

  PixelRange pixelRange() {
    return network.pixelRange();
  }

  /**
   * Runs the network.
   *
   * @param source images (B, 3, H, W) in {@link #pixelRange}
   * @param driving as many
   * @param alignCorners convention of the network's sampling
   */
  Recorder run(HostArray source, HostArray driving, boolean alignCorners) {
    return run(source, driving, alignCorners, false);
  }

  /**
   * As {@link #run(HostArray, HostArray, boolean)}.
   *
   * @param training whether to compute what only training does too
   */
  Recorder run(HostArray source, HostArray driving, boolean alignCorners, boolean training) {
    Recorder recorder = new Recorder(execution.kernels(), training);
    try (Scope scope = new Scope()) {
      NDArray image = tensor(source);
      KeypointTensors still = detect(image, recorder.under("kp_source."));
      KeypointTensors moving = detect(tensor(driving), recorder.under("kp_driving."));
      SourceMaps maps = network.encode(image, still, recorder);
      recorder.accept(PICTURE, network.generate(maps, still, moving, recorder));
      recordDeformed(recorder, image, alignCorners);
      if (training) {
        network.encodeDriving(tensor(driving), recorder);
      }
    }
    return recorder;
  }

  /** MCNet's consistency term as released, unweighted, of the maps that were recorded. */
  double consistency(Recorder recorder) {
    try (Scope scope = new Scope();
        ConsistencyLoss loss =
            new ConsistencyLoss(execution.kernels(), ConsistencyForm.RESIZED_FEATURE)) {
      for (String level : List.of("_32", "_64", "_128")) {
        loss.accept("mcm.feat", tensor(recorder.find("mcm.feat" + level)));
        loss.accept("mcm.value", tensor(recorder.find("mcm.value" + level)));
      }
      return loss.value().getFloat();
    }
  }

  private KeypointTensors detect(NDArray image, Tap tap) {
    KeypointTensors keypoints = network.detect(image, tap);
    tap.accept("value", keypoints.values());
    tap.accept("jacobian", keypoints.jacobians());
    return keypoints;
  }

  /** The source image under the coarse flow: a figure of the reference that the engine skips. */
  private void recordDeformed(Recorder recorder, NDArray image, boolean alignCorners) {
    HostArray flow = recorder.find(FLOW);
    if (flow != null && recorder.find(DEFORMED) == null) {
      Kernels kernels = execution.kernels();
      int height = (int) image.getShape().get(2);
      int width = (int) image.getShape().get(3);
      NDArray grid = kernels.resizeGrid(tensor(flow), height, width, false);
      recorder.accept(DEFORMED, kernels.gridSample(image, grid, alignCorners));
    }
  }

  private NDArray tensor(HostArray array) {
    return execution.manager().create(array.values(), new Shape(array.shape()));
  }

  @Override
  public void close() {
    execution.close();
  }
}
