package io.understudy.model.synergize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.SourceMaps;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.GeneratorDepth;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.PaddingMode;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.weights.FormulaWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SynergizeNetworkTest {
  private static final int SIDE = 256;

  private static SynergizeConfiguration small(CodebookScales scales) {
    return small(scales, Optional.empty());
  }

  private static SynergizeConfiguration small(CodebookScales scales, Optional<PaddingMode> mode) {
    return small(scales, mode, GeneratorDepth.PUBLISHED);
  }

  private static SynergizeConfiguration small(GeneratorDepth depth) {
    return small(
        depth == GeneratorDepth.SHALLOW ? CodebookScales.SINGLE : CodebookScales.MULTI,
        Optional.empty(),
        depth);
  }

  private static SynergizeConfiguration small(
      CodebookScales scales, Optional<PaddingMode> mode, GeneratorDepth depth) {
    return new SynergizeConfiguration(
        new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
        new DenseMotionConfiguration(8, 32, 3, 0.25),
        new ScaleChannels(32, 32, 32, 32),
        new CodebookConfiguration(scales, CodeSharing.ALLOCATED, 64, 32, 1, 4),
        new CodebookConfiguration(scales, CodeSharing.ALLOCATED, 64, 32, 2, 4),
        4,
        true,
        true,
        true,
        depth == GeneratorDepth.PUBLISHED,
        true,
        mode,
        Optional.of(depth));
  }

  /** A network on formula weights, which unlike initial ones move every part of the output. */
  private static final class Fixture implements AutoCloseable {
    private final Execution execution;
    private final Network network;

    Fixture(SynergizeConfiguration configuration) {
      this(configuration, Precision.EXACT);
    }

    Fixture(SynergizeConfiguration configuration, Precision precision) {
      execution = Execution.open(Device.cpu(), precision);
      Parameters root = Parameters.of(execution);
      network = Networks.declare(root, configuration);
      Preset preset = new Preset("small", configuration);
      Networks.load(root, FormulaWeights.of(preset, root.specs(), 3));
    }

    /** Smooth random images in [-1, 1]. */
    NDArray images(long seed, int count) {
      Random random = new Random(seed);
      float[] coarse = new float[count * 3 * 8 * 8];
      for (int i = 0; i < coarse.length; i++) {
        coarse[i] = 2 * random.nextFloat() - 1;
      }
      NDArray small = execution.manager().create(coarse, new Shape(count, 3, 8, 8));
      return execution.kernels().resize(small, SIDE, SIDE, true);
    }

    NDArray run(NDArray source, NDArray driving) {
      KeypointTensors from = network.detect(source, Tap.NONE);
      KeypointTensors to = network.detect(driving, Tap.NONE);
      SourceMaps maps = network.encode(source, from, Tap.NONE);
      return network.generate(maps, from, to, Tap.NONE);
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  @Test
  void aBatchOfDifferentSourcesEqualsTheRowsOneByOne() {
    try (Fixture fixture = new Fixture(small(CodebookScales.MULTI));
        Scope scope = new Scope()) {
      NDArray sources = fixture.images(1, 2);
      NDArray drivings = fixture.images(2, 2);

      NDArray batch = fixture.run(sources, drivings);

      for (int row = 0; row < 2; row++) {
        String range = row + ":" + (row + 1);
        NDArray alone = fixture.run(sources.get(range), drivings.get(range));
        float difference = batch.get(range).sub(alone).abs().max().getFloat();
        assertThat(difference).as("row %d", row).isLessThan(2e-4f);
      }
      float rows = batch.get("0:1").sub(batch.get("1:2")).abs().max().getFloat();
      assertThat(rows).isGreaterThan(0.1f);
    }
  }

  @Test
  void aFlowThatLeavesThePictureEverywhereGivesFiniteFeatures() {
    try (Fixture fixture = new Fixture(small(CodebookScales.MULTI));
        Scope scope = new Scope()) {
      NDArray source = fixture.images(1, 1);
      KeypointTensors from = fixture.network.detect(source, Tap.NONE);
      KeypointTensors away = new KeypointTensors(from.values().sub(40), from.jacobians());
      SourceMaps maps = fixture.network.encode(source, from, Tap.NONE);

      NDArray out = fixture.network.generate(maps, from, away, Tap.NONE);

      assertThat(out.isNaN().any().getBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void outsideOfTheSourceIsGreyOrItsBorder(PaddingMode mode) {
    try (Fixture fixture = new Fixture(small(CodebookScales.MULTI, Optional.of(mode)));
        Scope scope = new Scope()) {
      Map<String, float[]> heard = new HashMap<>();
      Tap tap =
          (name, value) -> {
            if (name.equals("key_padding_0")) {
              heard.put("outside", value.toType(DataType.FLOAT32, true).toFloatArray());
            } else if (name.equals("app_before_0")) {
              heard.put("fetched", value.abs().sum(new int[] {1}).toFloatArray());
            }
          };
      NDArray source = fixture.images(1, 1);
      KeypointTensors from = fixture.network.detect(source, Tap.NONE);
      KeypointTensors away = new KeypointTensors(from.values().sub(40), from.jacobians());
      SourceMaps maps = fixture.network.encode(source, from, Tap.NONE);
      fixture.network.generate(maps, from, away, tap);

      float[] outside = heard.get("outside");
      List<Float> fetched =
          IntStream.range(0, outside.length)
              .filter(place -> outside[place] == 1)
              .mapToObj(place -> heard.get("fetched")[place])
              .toList();
      assertThat(fetched).isNotEmpty();
      assertThat(fetched.stream().anyMatch(value -> value != 0))
          .isEqualTo(mode == PaddingMode.BORDER);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyAblationOfTheCodebooksRunsAndGivesAnotherPicture(CodebookScales scales) {
    try (Fixture fixture = new Fixture(small(scales));
        Scope scope = new Scope()) {
      NDArray out = fixture.run(fixture.images(1, 1), fixture.images(2, 1));
      assertThat(out.getShape()).isEqualTo(new Shape(1, 3, SIDE, SIDE));
      assertThat(out.isNaN().any().getBoolean()).isFalse();
      assertThat(out.max().getFloat() - out.min().getFloat()).isGreaterThan(0.1f);
    }
  }

  @Test
  void withoutTheMotionEncoderTheFlowIsRefinedAndTheOcclusionStays() {
    SynergizeConfiguration whole = small(CodebookScales.MULTI);
    SynergizeConfiguration plain =
        new SynergizeConfiguration(
            whole.keypointDetector(),
            whole.denseMotion(),
            whole.channels(),
            whole.motion(),
            whole.appearance(),
            whole.refinementDivisor(),
            true,
            true,
            false,
            true,
            true);
    assertThat(Networks.specs(plain))
        .noneMatch(spec -> spec.name().matches("net_g\\.(refine|to_context|BasicMotion).*"))
        .anyMatch(spec -> spec.name().startsWith("net_g.to_motion."));
    try (Fixture fixture = new Fixture(plain);
        Scope scope = new Scope()) {
      Map<String, float[]> heard = new HashMap<>();
      Tap tap = (name, value) -> heard.put(name, value.toFloatArray());
      NDArray source = fixture.images(1, 1);
      KeypointTensors from = fixture.network.detect(source, Tap.NONE);
      KeypointTensors to = fixture.network.detect(fixture.images(2, 1), Tap.NONE);
      fixture.network.generate(fixture.network.encode(source, from, Tap.NONE), from, to, tap);

      assertThat(heard.get("occ_3")).isEqualTo(heard.get("occlusion_map"));
      assertThat(heard.get("deformation_4")).isNotEqualTo(heard.get("deformation_0"));
    }
  }

  @Test
  void aShallowGeneratorHasOneResidualBlockAtEachScaleBehindWhatEntersThere() {
    SynergizeConfiguration shallow =
        Presets.named("understudy-live").configuration() instanceof UnderstudyConfiguration union
            ? union.synergize()
            : null;
    Map<String, long[]> shapes = new HashMap<>();
    Networks.specs(shallow).forEach(spec -> shapes.put(spec.name(), spec.shape()));
    Set<Integer> blocks = new TreeSet<>();
    shapes.keySet().stream()
        .filter(name -> name.startsWith("net_g.generator.blocks."))
        .forEach(name -> blocks.add(Integer.valueOf(name.split("\\.")[3])));

    assertThat(blocks).containsExactly(0, 1, 2, 3, 8, 10, 11, 13, 14, 16, 17, 18);
    assertThat(shapes.get("net_g.generator.blocks.8.conv.weight")).containsExactly(64, 128, 3, 3);
    assertThat(shapes.get("net_g.generator.blocks.14.conv.weight")).containsExactly(16, 32, 3, 3);
  }

  @ParameterizedTest
  @EnumSource
  void fastKeepsThePictureOfExactAtThirtyEightDecibels(GeneratorDepth depth) {
    try (Fixture exact = new Fixture(small(depth));
        Fixture fast = new Fixture(small(depth), Precision.FAST);
        Scope scope = new Scope()) {
      NDArray expected = exact.run(exact.images(1, 1), exact.images(2, 1)).clip(-1, 1);
      NDArray actual = fast.run(fast.images(1, 1), fast.images(2, 1)).clip(-1, 1);

      float meanSquare = actual.sub(expected).square().mean().getFloat();

      assertThat(10 * Math.log10(4 / meanSquare)).isBetween(38.0, 100.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingNativeIsLeftBehindByAFrame(Precision precision) {
    try (Fixture fixture = new Fixture(small(CodebookScales.MULTI), precision)) {
      try (Scope scope = new Scope()) {
        fixture.run(fixture.images(1, 1), fixture.images(2, 1));
      }
      int settled = fixture.execution.manager().getManagedArrays().size();
      try (Scope scope = new Scope()) {
        fixture.run(fixture.images(3, 1), fixture.images(4, 1));
      }
      assertThat(fixture.execution.manager().getManagedArrays()).hasSize(settled);
    }
  }
}
