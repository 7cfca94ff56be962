package io.understudy.model.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reading and ablation of the memory unit against a second computation. */
class MemoryReadingsTest {
  private static final int KEYPOINTS = 5;
  private static final int CHANNELS = 24;
  private static final Map<Integer, Integer> MAPS = Map.of(32, 16, 64, 8);

  @BeforeAll
  static void prepare() {
    Execution.prepareThread();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.understudy.model.memory.MemorySwitchesTest#variants")
  void everyReadingComputesWhatItSays(String name, MemorySwitches switches) {
    compare(switches);
  }

  @Test
  void theReleasedReadingComputesWhatItSays() {
    compare(MemorySwitches.released());
  }

  private static void compare(MemorySwitches switches) {
    MemoryConfiguration sizes = new MemoryConfiguration(CHANNELS, 8, 16, 12).with(switches);
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      execution.manager().getEngine().setRandomSeed(7);
      Parameters root = Parameters.of(execution);
      FacialMemory memory =
          new FacialMemory(
              root,
              sizes,
              KEYPOINTS,
              MAPS,
              MemoryNoise.of(execution.manager(), Optional.of(sizes)));
      Map<String, NDArray> values = new HashMap<>();
      root.load(
          spec -> {
            NDArray drawn = execution.manager().randomNormal(new Shape(spec.shape())).mul(0.2f);
            values.put(spec.name(), drawn);
            return drawn;
          });
      NDArray keypoints = execution.manager().randomUniform(-1, 1, new Shape(2, KEYPOINTS, 2));
      var source = new FacialMemory.Source(keypoints, memory.ofSource(keypoints));
      PlainMemory plain = new PlainMemory(new PlainLayers(values), switches);
      for (int level : MAPS.keySet()) {
        NDArray warped =
            execution.manager().randomNormal(new Shape(2, MAPS.get(level), level / 4, level / 4));

        NDArray actual = memory.compensate(warped, level, source, Tap.NONE);

        NDArray expected = plain.compensate(warped, level, keypoints);
        assertThat(actual.getShape()).isEqualTo(expected.getShape());
        assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-4f);
        assertThat(expected.sub(warped).abs().max().getFloat()).isGreaterThan(0.1f);
      }
    }
  }
}
