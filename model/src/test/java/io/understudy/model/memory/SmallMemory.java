package io.understudy.model.memory;

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
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import java.util.Optional;
import java.util.Random;

/**
 * A small network with a facial memory, or without, on formula weights, which are the same by name.
 */
final class SmallMemory implements AutoCloseable {
  static final MemoryConfiguration SIZES = new MemoryConfiguration(24, 32, 16, 32);
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final DenseMotionConfiguration MOTION =
      new DenseMotionConfiguration(8, 32, 3, 0.25);

  final Execution execution;
  final Parameters root;
  private final Network network;

  static McnetConfiguration unet(Optional<MemoryConfiguration> memory) {
    return new McnetConfiguration(DETECTOR, MOTION, 8, memory);
  }

  static McnetConfiguration unet(MemorySwitches switches) {
    return unet(Optional.of(SIZES.with(switches)));
  }

  static FommConfiguration fomm(Optional<MemoryConfiguration> memory) {
    return new FommConfiguration(
        DETECTOR,
        MOTION,
        new FommGeneratorConfiguration(8, 32, 2, 1),
        false,
        Optional.empty(),
        memory);
  }

  SmallMemory(ModelConfiguration configuration) {
    this(configuration, Precision.EXACT);
  }

  SmallMemory(ModelConfiguration configuration, Precision precision) {
    execution = Execution.open(Device.cpu(), precision);
    root = Parameters.of(execution);
    network = Networks.declare(root, configuration);
    Networks.load(root, FormulaWeights.of(new Preset("small", configuration), root.specs(), 3));
  }

  /** Smooth random images in [0, 1]. */
  NDArray images(long seed, int count, int height, int width) {
    Random random = new Random(seed);
    float[] coarse = new float[count * 3 * 8 * 8];
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = random.nextFloat();
    }
    NDArray small = execution.manager().create(coarse, new Shape(count, 3, 8, 8));
    return execution.kernels().resize(small, height, width, true);
  }

  NDArray picture(NDArray source, NDArray driving, Tap tap) {
    KeypointTensors from = network.detect(source, Tap.NONE);
    KeypointTensors to = network.detect(driving, Tap.NONE);
    return network.generate(network.encode(source, from, Tap.NONE), from, to, tap);
  }

  float[] picture() {
    try (Scope scope = new Scope()) {
      return picture(images(1, 1, 128, 128), images(2, 1, 128, 128), Tap.NONE).toFloatArray();
    }
  }

  @Override
  public void close() {
    execution.close();
  }

  static float[] picture(ModelConfiguration configuration) {
    try (SmallMemory run = new SmallMemory(configuration)) {
      return run.picture();
    }
  }
}
