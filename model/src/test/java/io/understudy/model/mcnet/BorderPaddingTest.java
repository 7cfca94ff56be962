package io.understudy.model.mcnet;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.PaddingMode;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a U-Net fetches where its flow leaves the source. */
class BorderPaddingTest {
  private static final int SIDE = 256;

  @Test
  void aWhiteSourceStaysWhiteBeyondItsBorder() {
    assertThat(darkest(Optional.of(PaddingMode.BORDER), 0.8f)).isGreaterThan(0.999f);
    assertThat(darkest(Optional.empty(), 0.8f)).isLessThan(0.001f);
    assertThat(darkest(Optional.of(PaddingMode.ZEROS), 0.8f)).isLessThan(0.001f);
  }

  /** The darkest pixel of a white source under the flow of keypoints that wander off. */
  private static float darkest(Optional<PaddingMode> padding, float wandered) {
    McnetConfiguration configuration =
        new McnetConfiguration(
            new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
            new DenseMotionConfiguration(8, 32, 3, 0.25),
            8,
            Optional.empty(),
            Optional.empty(),
            padding);
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      McnetNetwork network = new McnetNetwork(root, configuration);
      Networks.load(root, FormulaWeights.of(new Preset("small", configuration), root.specs(), 3));
      NDArray white = execution.manager().ones(new Shape(1, 3, SIDE, SIDE));
      KeypointTensors source = network.detect(white, Tap.NONE);
      KeypointTensors driving =
          new KeypointTensors(source.values().add(wandered), source.jacobians());
      Map<String, Float> least = new HashMap<>();

      network.generate(
          network.encode(white, source, Tap.NONE),
          source,
          driving,
          (name, value) -> {
            if (name.equals("deformed")) {
              least.put(name, value.min().getFloat());
            }
          });

      return least.get("deformed");
    }
  }
}
