package io.understudy.model.mcnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
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
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.ParameterSpec.Kind;
import io.understudy.model.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The papers' baseline: a U-Net whose warped maps nothing compensates. */
class PlainUnetTest {
  private static final int WIDTH = 8;

  private static final int CODE = 6;

  private static McnetConfiguration unet(
      Optional<MemoryConfiguration> memory, Optional<ScaleConfiguration> scale) {
    return new McnetConfiguration(
        new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
        new DenseMotionConfiguration(8, 32, 3, 0.25),
        WIDTH,
        memory,
        scale);
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

    NDArray picture(int side, Optional<NDArray> code) {
      NDArray source = image(0, side);
      KeypointTensors from = network.detect(source, Tap.NONE);
      KeypointTensors to = network.detect(image(1, side), Tap.NONE);
      return network.generate(network.encode(source, from, Tap.NONE), from, to, code, this::hear);
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
    try (Run run = new Run(unet(Optional.empty(), Optional.empty()));
        Scope scope = new Scope()) {
      NDArray actual = run.picture(side, Optional.empty());

      NDArray expected = plain(run, run.image(0, side), Optional.empty());

      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(expected.max().getFloat() - expected.min().getFloat()).isGreaterThan(0.1f);
    }
  }

  @Test
  void theScaleCodeIsAddedToWhatEveryBlockOfTheUnetGives() {
    ScaleConfiguration embedding = new ScaleConfiguration(false, true, true, 20, 16, CODE);
    try (Run run = new Run(unet(Optional.empty(), Optional.of(embedding)));
        Scope scope = new Scope()) {
      NDArray code = run.execution.manager().arange(-1f, 1f, 2f / CODE).reshape(1, CODE);
      NDArray actual = run.picture(128, Optional.of(code));

      NDArray expected = plain(run, run.image(0, 128), Optional.of(code));

      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
      NDArray without = plain(run, run.image(0, 128), Optional.empty());
      assertThat(expected.sub(without).abs().max().getFloat()).isGreaterThan(1e-3f);
    }
  }

  /**
   * NETWORKS section 2.1 without its mbUnit, with section 4.2's code in every block, under the flow
   * and occlusion that the network told.
   */
  private static NDArray plain(Run run, NDArray image, Optional<NDArray> code) {
    PlainLayers layers = new PlainLayers(run.values);
    List<NDArray> encoded = new ArrayList<>();
    encoded.add(layers.same("first", image));
    for (int i = 0; i < 3; i++) {
      NDArray down = layers.down("down_blocks." + i, encoded.get(i));
      encoded.add(embedded(layers, "scale_embedding.down." + i, down, code));
    }
    NDArray x = null;
    for (int i = 0; i < 3; i++) {
      NDArray warped = occluded(run, encoded.get(3 - i));
      x = x == null ? warped : PlainLayers.concat(x, warped);
      x = layers.residual("resblock." + 2 * i, x);
      x = layers.residual("resblock." + (2 * i + 1), x);
      NDArray up = layers.up("up_blocks." + i, x);
      x = embedded(layers, "scale_embedding.up." + i, up, code);
    }
    NDArray visible = visible(run, image);
    NDArray hidden = visible.mul(-1).add(1);
    NDArray merged = x.mul(hidden).add(occluded(run, encoded.get(0)));
    NDArray drawn = Activation.sigmoid(layers.conv("final", merged));
    return drawn.mul(hidden).add(warped(run, image).mul(visible));
  }

  private static NDArray embedded(
      PlainLayers layers, String name, NDArray map, Optional<NDArray> code) {
    return code.map(z -> map.add(layers.linear(name, z).expandDims(-1).expandDims(-1))).orElse(map);
  }

  private static NDArray occluded(Run run, NDArray map) {
    return warped(run, map).mul(visible(run, map));
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
    try (Run run = new Run(unet(Optional.of(sizes), Optional.empty()));
        Scope scope = new Scope()) {
      run.picture(128, Optional.empty());

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
