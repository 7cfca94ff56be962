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
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.FormulaWeights;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class McnetNetworkTest {
  private static final int SIDE = 256;
  private static final McnetConfiguration SMALL =
      new McnetConfiguration(
          new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
          new DenseMotionConfiguration(8, 32, 3, 0.25),
          8,
          Optional.of(new MemoryConfiguration(24, 32, 16, 32)));

  /** A small network on formula weights, whose noise is as strong as the caller says. */
  private static final class Fixture implements AutoCloseable {
    private final Execution execution;
    private final McnetNetwork network;

    Fixture(Precision precision, float noise) {
      execution = Execution.open(Device.cpu(), precision);
      Parameters root = Parameters.of(execution);
      network =
          new McnetNetwork(
              root, SMALL, (call, shape) -> execution.manager().ones(shape).mul(noise));
      Networks.load(root, FormulaWeights.of(new Preset("small", SMALL), root.specs(), 3));
    }

    /** Smooth random images in [0, 1]. */
    NDArray images(long seed, int count) {
      Random random = new Random(seed);
      float[] coarse = new float[count * 3 * 8 * 8];
      for (int i = 0; i < coarse.length; i++) {
        coarse[i] = random.nextFloat();
      }
      NDArray small = execution.manager().create(coarse, new Shape(count, 3, 8, 8));
      return execution.kernels().resize(small, SIDE, SIDE, true);
    }

    NDArray run(NDArray source, NDArray driving) {
      KeypointTensors from = network.detect(source, Tap.NONE);
      KeypointTensors to = network.detect(driving, Tap.NONE);
      return network.generate(network.encode(source, from, Tap.NONE), from, to, Tap.NONE);
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  @Test
  void aBatchOfDifferentSourcesEqualsTheRowsOneByOne() {
    try (Fixture fixture = new Fixture(Precision.EXACT, 0);
        Scope scope = new Scope()) {
      NDArray sources = fixture.images(1, 2);
      NDArray drivings = fixture.images(2, 2);

      NDArray batch = fixture.run(sources, drivings);

      for (int row = 0; row < 2; row++) {
        String range = row + ":" + (row + 1);
        NDArray alone = fixture.run(sources.get(range), drivings.get(range));
        assertThat(batch.get(range).sub(alone).abs().max().getFloat()).isLessThan(1e-4f);
      }
      assertThat(batch.get("0:1").sub(batch.get("1:2")).abs().max().getFloat())
          .isGreaterThan(0.05f);
    }
  }

  @Test
  void theMemoryIsConditionedByNoiseOnlyWhereThereIsSome() {
    try (Fixture silent = new Fixture(Precision.EXACT, 0);
        Fixture noisy = new Fixture(Precision.EXACT, 1);
        Scope scope = new Scope()) {
      float[] first = silent.run(silent.images(1, 1), silent.images(2, 1)).toFloatArray();
      float[] again = silent.run(silent.images(1, 1), silent.images(2, 1)).toFloatArray();
      float[] other = noisy.run(noisy.images(1, 1), noisy.images(2, 1)).toFloatArray();

      assertThat(again).isEqualTo(first);
      assertThat(other).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingNativeIsLeftBehindByAFrame(Precision precision) {
    try (Fixture fixture = new Fixture(precision, 0)) {
      runOnce(fixture);
      int settled = fixture.execution.manager().getManagedArrays().size();
      runOnce(fixture);
      assertThat(fixture.execution.manager().getManagedArrays()).hasSize(settled);
    }
  }

  private static void runOnce(Fixture fixture) {
    try (Scope scope = new Scope()) {
      fixture.run(fixture.images(1, 1), fixture.images(2, 1));
    }
  }
}
