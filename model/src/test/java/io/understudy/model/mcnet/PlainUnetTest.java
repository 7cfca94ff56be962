package io.understudy.model.mcnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.layer.Tap;
import io.understudy.model.memory.PlainCompensation;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.ost.PlainEmbedding;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.ParameterSpec.Kind;
import io.understudy.model.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The papers' baseline: a U-Net whose warped maps nothing compensates. */
class PlainUnetTest {
  private static final int WIDTH = 8;

  private static McnetConfiguration unet(Optional<MemoryConfiguration> memory) {
    return new McnetConfiguration(
        new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
        new DenseMotionConfiguration(8, 32, 3, 0.25),
        WIDTH,
        memory);
  }

  /** A tensor on the heap: the network frees its own with the call. */
  private record Heard(float[] values, Shape shape) {
    Heard(NDArray tensor) {
      this(tensor.toFloatArray(), tensor.getShape());
    }
  }

  /**
   * A network on formula weights, which are the same by name, and its values below the generator.
   */
  private static final class Run implements AutoCloseable {
    private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
    private final McnetNetwork network;
    private final Map<String, NDArray> values = new HashMap<>();
    private final Map<String, Heard> heard = new HashMap<>();

    Run(McnetConfiguration configuration) {
      Parameters root = Parameters.of(execution);
      network = new McnetNetwork(root, configuration);
      var weights = FormulaWeights.of(new Preset("small", configuration), root.specs(), 3);
      Networks.load(root, weights);
      for (ParameterSpec spec : root.specs()) {
        if (spec.kind() == Kind.PARAMETER || spec.kind() == Kind.BUFFER) {
          values.put(spec.name().replaceFirst("^generator\\.", ""), value(weights, spec));
        }
      }
    }

    private NDArray value(Weights weights, ParameterSpec spec) {
      Shape shape = new Shape(spec.shape());
      float[] numbers = new float[(int) shape.size()];
      weights.tensor(spec.name()).floats().get(numbers);
      return execution.manager().create(numbers, shape);
    }

    NDArray image(float phase, int side) {
      NDArray ramp = execution.manager().arange(0f, 3f * side * side, 1f).mul(0.003f).add(phase);
      return ramp.sin().mul(0.5f).add(0.5f).reshape(1, 3, side, side);
    }

    NDArray picture(int side) {
      NDArray source = image(0, side);
      KeypointTensors from = network.detect(source, Tap.NONE);
      KeypointTensors to = network.detect(image(1, side), Tap.NONE);
      return network.generate(network.encode(source, from, Tap.NONE), from, to, this::hear);
    }

    private void hear(String name, NDArray tensor) {
      heard.put(name, new Heard(tensor));
    }

    NDArray heard(String name) {
      return execution.manager().create(heard.get(name).values, heard.get(name).shape);
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256})
  void withoutTheMemoryUnitThePictureIsThatOfAPlainUnet(int side) {
    try (Run run = new Run(unet(Optional.empty()));
        Scope scope = new Scope()) {
      NDArray actual = run.picture(side);

      NDArray expected = plain(run, run.image(0, side));

      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(expected.max().getFloat() - expected.min().getFloat()).isGreaterThan(0.1f);
    }
  }

  /** The second computation under the flow and occlusion that the network told. */
  private static NDArray plain(Run run, NDArray image) {
    PlainLayers layers = new PlainLayers(run.values);
    return new PlainUnet(layers, map -> warped(run, map), map -> visible(run, map))
        .picture(image, PlainEmbedding.NONE, PlainCompensation.NONE);
  }

  private static NDArray warped(Run run, NDArray map) {
    Kernels kernels = run.execution.kernels();
    int side = (int) map.getShape().get(2);
    return kernels.gridSample(
        map, kernels.resizeGrid(run.heard("deformation"), side, side, true), true);
  }

  private static NDArray visible(Run run, NDArray map) {
    int side = (int) map.getShape().get(2);
    return run.execution.kernels().resize(run.heard("occlusion_map"), side, side, true);
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 1", "THREE, 3", "FOUR, 4"})
  void theSwitchOfTheLevelsSaysWhichMapsAreCompensated(Levels levels, int count) {
    MemorySwitches switches =
        new MemorySwitches(
            Split.PARITY,
            Conditioning.STYLE,
            KeyValue.DYNAMIC_PAIR,
            Compensation.DIFFERENCE,
            levels,
            true,
            true,
            true,
            false,
            0);
    MemoryConfiguration sizes = new MemoryConfiguration(24, 32, 16, 32).with(switches);
    try (Run run = new Run(unet(Optional.of(sizes)));
        Scope scope = new Scope()) {
      run.picture(128);

      List<String> compensated = new ArrayList<>();
      for (int name = 32; name <= 256; name *= 2) {
        if (run.heard.containsKey("mcm.after_" + name)) {
          compensated.add("mcm.after_" + name);
        }
      }
      assertThat(compensated)
          .isEqualTo(
              List.of("mcm.after_32", "mcm.after_64", "mcm.after_128", "mcm.after_256")
                  .subList(0, count));
    }
  }
}
