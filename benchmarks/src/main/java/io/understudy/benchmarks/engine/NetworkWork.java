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
 * What a preset computes, counted while it runs once at 256x256.
 *
 * @param sourceGigaMacs 10^9 multiply-adds of encoding a source, its keypoints included
 * @param frameGigaMacs 10^9 multiply-adds of a driving frame
 */
public record NetworkWork(double sourceGigaMacs, double frameGigaMacs) {
  /** Counts one pass of {@code preset} with untrained weights. */
  public static NetworkWork of(Preset preset) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      Network network = Networks.declare(root, preset.configuration());
      Networks.load(root, Networks.initialWeights(preset, 1));
      WorkCounter counter = new WorkCounter();
      execution.kernels().listen(counter);
      int side = ModelConfiguration.SIZE_PIXELS;
      NDArray image = execution.manager().zeros(new Shape(1, 3, side, side));
      KeypointTensors keypoints = network.detect(image, Tap.NONE);
      SourceMaps maps = network.encode(image, keypoints, Tap.NONE);
      double source = counter.takeGigaMacs();
      ScaledDriving driving =
          ScaledDriving.detect(network, keypoints, image, UnaryOperator.identity());
      network.generate(maps, keypoints, driving.keypoints(), driving.scaleCode(), Tap.NONE);
      return new NetworkWork(source, counter.takeGigaMacs());
    }
  }
}
