package io.understudy.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.AttentionTile;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.MemorySwitches;
import io.understudy.model.preset.MemorySwitches.Compensation;
import io.understudy.model.preset.MemorySwitches.Conditioning;
import io.understudy.model.preset.MemorySwitches.KeyValue;
import io.understudy.model.preset.MemorySwitches.Levels;
import io.understudy.model.preset.MemorySwitches.Split;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.RecordJson;
import io.understudy.model.weights.FormulaWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FacialMemoryTest {
  private static final MemoryConfiguration SIZES = new MemoryConfiguration(24, 32, 16, 32);
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final DenseMotionConfiguration MOTION =
      new DenseMotionConfiguration(8, 32, 3, 0.25);

  private static McnetConfiguration unet(Optional<MemoryConfiguration> memory) {
    return new McnetConfiguration(DETECTOR, MOTION, 8, memory);
  }

  private static McnetConfiguration unet(MemorySwitches switches) {
    return unet(Optional.of(SIZES.with(switches)));
  }

  private static FommConfiguration fomm(Optional<MemoryConfiguration> memory) {
    return new FommConfiguration(
        DETECTOR,
        MOTION,
        new FommGeneratorConfiguration(8, 32, 2, 1),
        false,
        Optional.empty(),
        memory);
  }

  /** A network of any configuration on formula weights, which are the same by name. */
  private static final class Run implements AutoCloseable {
    private final Execution execution;
    private final Parameters root;
    private final Network network;

    Run(ModelConfiguration configuration) {
      this(configuration, Precision.EXACT);
    }

    Run(ModelConfiguration configuration, Precision precision) {
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
  }

  private static float[] picture(ModelConfiguration configuration) {
    try (Run run = new Run(configuration)) {
      return run.picture();
    }
  }

  private static MemorySwitches with(
      Split split, Conditioning conditioning, KeyValue keyValue, Compensation compensation) {
    return new MemorySwitches(
        split, conditioning, keyValue, compensation, Levels.THREE, true, true, true, false, 0);
  }

  private static MemorySwitches code(boolean pooled, boolean keypoints, boolean positions) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        Levels.THREE,
        true,
        pooled,
        keypoints,
        positions,
        0);
  }

  private static MemorySwitches positions(int octaves) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        Levels.THREE,
        true,
        true,
        true,
        true,
        0,
        Optional.empty(),
        Optional.of(octaves));
  }

  private static MemorySwitches levels(Levels levels, boolean scaled) {
    return new MemorySwitches(
        Split.PARITY,
        Conditioning.STYLE,
        KeyValue.DYNAMIC_PAIR,
        Compensation.DIFFERENCE,
        levels,
        scaled,
        true,
        true,
        false,
        0);
  }

  static List<Arguments> variants() {
    Split parity = Split.PARITY;
    Conditioning style = Conditioning.STYLE;
    KeyValue pair = KeyValue.DYNAMIC_PAIR;
    Compensation difference = Compensation.DIFFERENCE;
    return List.of(
        Arguments.of("paper", MemorySwitches.paper()),
        Arguments.of("halves", with(Split.HALVES, style, pair, difference)),
        Arguments.of("no split", with(Split.NONE, style, pair, difference)),
        Arguments.of("demodulated", with(parity, Conditioning.DEMODULATED, pair, difference)),
        Arguments.of("memory only", with(parity, Conditioning.NONE, pair, difference)),
        Arguments.of("two dynamic", with(parity, style, KeyValue.DYNAMIC_TWO, difference)),
        Arguments.of("plain", with(parity, style, KeyValue.PLAIN, difference)),
        Arguments.of("projection", with(parity, style, pair, Compensation.PROJECTION)),
        Arguments.of("without keypoints", code(true, false, false)),
        Arguments.of("without pooled feature", code(false, true, false)),
        Arguments.of("positions", code(true, true, true)),
        Arguments.of("positions by twenty octaves", positions(20)),
        Arguments.of("first level", levels(Levels.FIRST, true)),
        Arguments.of("four levels", levels(Levels.FOUR, true)),
        Arguments.of("unscaled attention", levels(Levels.THREE, false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void everySwitchChangesThePictureAndKeepsItFinite(String name, MemorySwitches switches) {
    float[] released = picture(unet(Optional.of(SIZES)));

    float[] picture = picture(unet(switches));

    assertThat(picture).hasSameSizeAs(released).isNotEqualTo(released);
    for (float value : picture) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void switchesSurviveTheWayThroughJson(String name, MemorySwitches switches) {
    McnetConfiguration configuration = unet(switches);

    assertThat(RecordJson.readConfiguration(RecordJson.write(configuration), "weights"))
        .isEqualTo(configuration);
  }

  @Test
  void theReleasedSwitchesAreTheDefault() {
    assertThat(picture(unet(MemorySwitches.released())))
        .isEqualTo(picture(unet(Optional.of(SIZES))));
  }

  @Test
  void withoutTheUnitNothingOfItIsDeclared() {
    try (Run run = new Run(unet(Optional.empty()))) {
      assertThat(run.root.specs()).noneMatch(spec -> spec.name().contains("mbUnit"));
    }
  }

  @Test
  void drawnNoiseIsAnOptionAndEqualFramesGiveEqualPicturesWithoutIt() {
    MemorySwitches drawn = MemorySwitches.released().withNoise(1);
    try (Run noisy = new Run(unet(drawn));
        Run silent = new Run(unet(Optional.of(SIZES)))) {
      assertThat(noisy.picture()).isNotEqualTo(noisy.picture());
      assertThat(silent.picture()).isEqualTo(silent.picture());
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 128", "128, 256", "320, 192"})
  void picturesOfOtherSizesKeepTheirSize(int height, int width) {
    try (Run run = new Run(unet(Optional.of(SIZES)));
        Scope scope = new Scope()) {
      NDArray picture =
          run.picture(run.images(1, 1, height, width), run.images(2, 1, height, width), Tap.NONE);

      assertThat(picture.getShape()).isEqualTo(new Shape(1, 3, height, width));
      assertThat(picture.isNaN().any().getBoolean()).isFalse();
    }
  }

  @Test
  void aFommGeneratorWithMemoryGivesABatchAsItsRowsOneByOne() {
    try (Run run = new Run(fomm(Optional.of(SIZES)));
        Scope scope = new Scope()) {
      NDArray sources = run.images(1, 2, 128, 128);
      NDArray drivings = run.images(2, 2, 128, 128);

      NDArray batch = run.picture(sources, drivings, Tap.NONE);

      for (int row = 0; row < 2; row++) {
        String range = row + ":" + (row + 1);
        NDArray alone = run.picture(sources.get(range), drivings.get(range), Tap.NONE);
        assertThat(batch.get(range).sub(alone).abs().max().getFloat()).isLessThan(1e-4f);
      }
    }
    assertThat(picture(fomm(Optional.of(SIZES)))).isNotEqualTo(picture(fomm(Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({"1, FLOAT32", "8, FLOAT32", "1, UNKNOWN"})
  void attentionOverTheLargestMapStaysWithinItsBound(int rows, DataType type) {
    int keys = 32 * 32;
    int queries = AttentionTile.queries(rows, keys, type);

    int elementBytes = type == DataType.FLOAT32 ? 4 : 2;
    assertThat(2L * elementBytes * rows * keys * queries)
        .isLessThanOrEqualTo(64L << 20)
        .isGreaterThan(32L << 20);
  }

  /** What a network asks of the kernel, not what the bound would allow it. */
  @ParameterizedTest
  @CsvSource({"EXACT, 1, 4", "EXACT, 3, 4", "FAST, 3, 2"})
  void aNetworkNeverAttendsWithMoreThanItsBoundAtOnce(Precision precision, int rows, int bytes) {
    List<Long> most = new ArrayList<>();
    List<Long> sides = new ArrayList<>();
    try (Run run = new Run(unet(Optional.of(SIZES)), precision);
        Scope scope = new Scope()) {
      run.execution
          .kernels()
          .listen(
              (function, arguments, result) -> {
                if (function.equals("map_attention")) {
                  Shape asked = ((NDArray) arguments[0]).getShape();
                  Shape keys = ((NDArray) arguments[1]).getShape();
                  long queries =
                      Math.min(asked.get(2) * asked.get(3), ((Number) arguments[4]).longValue());
                  sides.add(asked.get(2));
                  most.add(2 * bytes * rows * keys.get(2) * keys.get(3) * queries);
                }
              });
      run.picture(run.images(1, rows, 256, 256), run.images(2, rows, 256, 256), Tap.NONE);
    }

    assertThat(sides).containsExactly(32L, 64L, 128L);
    assertThat(most).allMatch(needed -> needed <= 64L << 20);
  }

  @ParameterizedTest
  @CsvSource({"1", "100", "1024"})
  void attentionDoesNotDependOnTheTile(int tile) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray query = execution.manager().randomNormal(new Shape(2, 8, 16, 24));
      NDArray key = execution.manager().randomNormal(new Shape(2, 8, 4, 4));
      NDArray value = execution.manager().randomNormal(new Shape(2, 8, 4, 4));

      NDArray whole = execution.kernels().call("map_attention", query, key, value, 0.25, 1 << 20);
      NDArray tiled = execution.kernels().call("map_attention", query, key, value, 0.25, tile);

      assertThat(tiled.sub(whole).abs().max().getFloat()).isLessThan(1e-5f);
    }
  }

  /** Widths and positions that fill no tile of the kernels, too. */
  @ParameterizedTest
  @CsvSource({"8, 4, 1024", "512, 32, 1024", "24, 5, 100", "3, 7, 1"})
  void attentionInBfloat16IsThatOfItsOwnInputsInFloat(int channels, int side, int tile) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      List<NDArray> maps =
          Stream.of(new Shape(2, channels, 16, 24), new Shape(2, channels, side, side))
              .flatMap(shape -> Stream.of(shape, shape))
              .skip(1)
              .map(execution.manager()::randomNormal)
              .map(execution::toWorking)
              .toList();
      List<NDArray> wide = maps.stream().map(execution::toFloat).toList();
      double scale = 1 / Math.sqrt(channels);

      NDArray found =
          kernels.call("map_attention", maps.get(0), maps.get(1), maps.get(2), scale, tile);
      NDArray exact =
          kernels.call("map_attention", wide.get(0), wide.get(1), wide.get(2), scale, tile);

      NDArray error = execution.toFloat(found).sub(exact);
      double most = exact.square().mean().getFloat() * 1e-4;
      assertThat((double) error.square().mean().getFloat()).isLessThan(most);
    }
  }

  @Test
  void theConsistencyTermIsTheMeanDifferenceOfValuesAndFeatures() {
    try (Run run = new Run(unet(Optional.of(SIZES)));
        ConsistencyLoss loss =
            new ConsistencyLoss(run.execution.kernels(), ConsistencyForm.RESIZED_FEATURE);
        Scope scope = new Scope()) {
      double[] expected = new double[1];
      NDArray[] feature = new NDArray[1];
      Tap tap =
          (name, value) -> {
            loss.accept(name, value);
            if (name.startsWith("mcm.feat")) {
              feature[0] = value;
            } else if (name.startsWith("mcm.value")) {
              NDArray small = run.execution.kernels().resize(feature[0], 32, 32, true);
              expected[0] += value.sub(small).abs().mean().getFloat();
            }
          };
      run.picture(run.images(1, 1, 256, 256), run.images(2, 1, 256, 256), tap);

      assertThat((double) loss.value().getFloat()).isCloseTo(expected[0], within(1e-5));
    }
  }

  @Test
  void aNetworkWithoutMemoryHasNoConsistencyTerm() {
    try (Run run = new Run(unet(Optional.empty()));
        ConsistencyLoss loss =
            new ConsistencyLoss(run.execution.kernels(), ConsistencyForm.RESIZED_FEATURE)) {
      assertThatThrownBy(loss::value)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no memory");
    }
  }

  @Test
  void octavesOfPositionsThatAreNotEncodedAreRefused() {
    assertThatThrownBy(
            () ->
                new MemorySwitches(
                    Split.PARITY,
                    Conditioning.STYLE,
                    KeyValue.DYNAMIC_PAIR,
                    Compensation.DIFFERENCE,
                    Levels.THREE,
                    true,
                    true,
                    true,
                    false,
                    0,
                    Optional.empty(),
                    Optional.of(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positionOctaves is 20, which needs keypointPositions");
  }

  @Test
  void aScaleCodeThatSeesNothingIsRefused() {
    assertThatThrownBy(() -> code(false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got neither");
  }
}
