package io.understudy.benchmarks.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import java.util.function.UnaryOperator;

/**
 * A preset's network with untrained weights on the CPU, ready to run at 256x256, batch 1. One
 * thread; whoever opens it closes it.
 */
final class SampleNetwork implements AutoCloseable {
  private final Execution execution;
  private final Network network;
  private final NDArray image;

  SampleNetwork(Preset preset, Precision precision) {
    execution = Execution.open(Device.cpu(), precision);
    Parameters root = Parameters.of(execution);
    network = Networks.declare(root, preset.configuration());
    Networks.load(root, Networks.initialWeights(preset, 1));
    int side = ModelConfiguration.SIZE_PIXELS;
    image = execution.manager().zeros(new Shape(1, 3, side, side));
  }

  Execution execution() {
    return execution;
  }

  /** What is known of a source; its tensors belong to the scope that was open. */
  record Source(SourceMaps maps, KeypointTensors keypoints) {}

  /** Encodes a source into the open scope. */
  Source encode() {
    KeypointTensors keypoints = network.detect(image, Tap.NONE);
    return new Source(network.encode(image, keypoints, Tap.NONE), keypoints);
  }

  /** Computes a driving frame and drops it. */
  void frame(Source source) {
    try (Scope scope = new Scope()) {
      ScaledDriving driving =
          ScaledDriving.detect(network, source.keypoints(), image, UnaryOperator.identity());
      network.generate(
          source.maps(), source.keypoints(), driving.keypoints(), driving.scaleCode(), Tap.NONE);
    }
  }

  @Override
  public void close() {
    execution.close();
  }
}
