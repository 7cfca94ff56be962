package io.understudy.model.union;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.PlainLayers;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.ost.PlainEmbedding;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.synergize.Conditioning;
import io.understudy.model.synergize.SynergizeNetwork;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstudyNetworkTest {
  private static final SynergizeConfiguration SYNERGIZE =
      new SynergizeConfiguration(
          new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
          new DenseMotionConfiguration(8, 32, 3, 0.25),
          new ScaleChannels(32, 32, 32, 32),
          new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4),
          new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 2, 4),
          4,
          true,
          true,
          true,
          true,
          true);

  private static final List<String> PLACES =
      List.of(
          "compensated.32",
          "compensated.64",
          "compensated.128",
          "compensated.256",
          "decoded.64",
          "decoded.128",
          "decoded.256");

  private static UnderstudyConfiguration union(boolean conditionedQueries) {
    ScaleConfiguration scale = new ScaleConfiguration(true, true, true, 20, 32, 16);
    return new UnderstudyConfiguration(SYNERGIZE, scale, conditionedQueries);
  }

  /** A network on an execution of its own. */
  private static final class Fixture implements AutoCloseable {
    private final Execution execution;
    private final Network network;
    private final Map<String, HostTensor> values = new HashMap<>();

    /**
     * @param parts which weights the parts that synergize lacks have: drawn as they start, or the
     *     formula's, under which every part moves the picture
     */
    Fixture(ModelConfiguration configuration, Parts parts, Precision precision) {
      execution = Execution.open(Device.cpu(), precision);
      Parameters root = Parameters.of(execution);
      network = Networks.declare(root, configuration);
      Preset preset = new Preset("small", configuration);
      Weights base =
          parts == Parts.INITIAL
              ? Networks.initialWeights(preset, 5)
              : FormulaWeights.of(preset, root.specs(), 5);
      base.tensors().forEach(tensor -> values.put(tensor.name(), tensor));
      FormulaWeights.of(new Preset("base", SYNERGIZE), Networks.specs(SYNERGIZE), 3)
          .tensors()
          .forEach(tensor -> values.put(tensor.name(), tensor));
      Networks.load(
          root, Weights.of(preset, base.description().training(), List.copyOf(values.values())));
    }

    /** The network that the union stands on, with the weights that it has there. */
    SynergizeNetwork synergize() {
      Parameters root = Parameters.of(execution);
      SynergizeNetwork synergize = new SynergizeNetwork(root, SYNERGIZE);
      root.load(spec -> value(spec.name()));
      return synergize;
    }

    private NDArray value(String name) {
      HostTensor tensor = values.get(name);
      float[] numbers = new float[tensor.floats().remaining()];
      tensor.floats().get(numbers);
      return execution.manager().create(numbers, new Shape(tensor.shape()));
    }

    /** The tensors whose name begins so. */
    PlainLayers layers(String beginning) {
      Map<String, NDArray> found = new HashMap<>();
      values.keySet().stream()
          .filter(name -> name.startsWith(beginning))
          .forEach(name -> found.put(name, value(name)));
      return new PlainLayers(found);
    }

    /** Smooth random images in [-1, 1]. */
    NDArray images(long seed, int count) {
      Random random = new Random(seed);
      float[] coarse = new float[count * 3 * 8 * 8];
      for (int i = 0; i < coarse.length; i++) {
        coarse[i] = 2 * random.nextFloat() - 1;
      }
      NDArray small = execution.manager().create(coarse, new Shape(count, 3, 8, 8));
      return execution.kernels().resize(small, 256, 256, true);
    }

    /** The whole way of a frame. */
    NDArray run(NDArray source, NDArray driving) {
      KeypointTensors from = network.detect(source, Tap.NONE);
      ScaledDriving to = ScaledDriving.detect(network, from, driving, UnaryOperator.identity());
      return network.generate(
          network.encode(source, from, Tap.NONE), from, to.keypoints(), to.scaleCode(), Tap.NONE);
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  private enum Parts {
    INITIAL,
    FORMULA
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withItsPartsAtTheirInitialValuesTheUnionIsSynergize(boolean conditionedQueries) {
    try (Fixture plain = new Fixture(SYNERGIZE, Parts.INITIAL, Precision.EXACT);
        Fixture whole = new Fixture(union(conditionedQueries), Parts.INITIAL, Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray expected = plain.run(plain.images(1, 2), plain.images(2, 2));
      NDArray actual = whole.run(whole.images(1, 2), whole.images(2, 2));

      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
      assertThat(expected.max().getFloat() - expected.min().getFloat()).isGreaterThan(0.1f);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainedPartsMoveThePicture(boolean conditionedQueries) {
    try (Fixture plain = new Fixture(SYNERGIZE, Parts.INITIAL, Precision.EXACT);
        Fixture whole = new Fixture(union(conditionedQueries), Parts.FORMULA, Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray without = plain.run(plain.images(1, 1), plain.images(2, 1));
      NDArray with = whole.run(whole.images(1, 1), whole.images(2, 1));

      assertThat(with.isNaN().any().getBoolean()).isFalse();
      assertThat(with.sub(without).abs().max().getFloat()).isGreaterThan(1e-3f);
    }
  }

  /**
   * What the union adds to synergize, worked out a second time.
   *
   * @param queries tensors of the conditioned queries; without any nothing conditions them
   * @param keypoints of the sources (B, K, 2)
   */
  private record ByHand(PlainEmbedding embedding, PlainLayers queries, NDArray keypoints)
      implements Conditioning {
    @Override
    public NDArray compensated(int side, NDArray features) {
      return embedding.in("compensated." + side, features);
    }

    @Override
    public NDArray decoded(int side, NDArray map) {
      return embedding.in("decoded." + side, map);
    }

    @Override
    public NDArray query(Asker asker, NDArray tokens) {
      if (queries.values().isEmpty()) {
        return tokens;
      }
      String keys = "conditioned_queries." + (asker == Asker.MOTION ? "motion" : "app");
      NDArray pooled = tokens.mean(new int[] {1});
      NDArray seen = PlainLayers.concat(pooled, keypoints.flatten(1, 2));
      NDArray hidden = queries.linear(keys + ".style_route.0", seen).maximum(0);
      NDArray code = queries.linear(keys + ".style_route.2", hidden);
      return tokens.add(queries.linear(keys + ".query", code).expandDims(1));
    }
  }

  /** One picture by synergize with the union's codes. */
  private static NDArray byHand(Fixture whole, UnaryOperator<PlainEmbedding> change) {
    NDArray source = whole.images(1, 1);
    KeypointTensors from = whole.network.detect(source, Tap.NONE);
    ScaledDriving to =
        ScaledDriving.detect(whole.network, from, whole.images(2, 1), UnaryOperator.identity());
    PlainEmbedding embedding =
        PlainEmbedding.of(whole.layers("scale_embedding."), to.scaleCode().orElseThrow());
    PlainLayers queries = whole.layers("conditioned_queries.");
    SynergizeNetwork synergize = whole.synergize();
    return synergize.generate(
        synergize.encode(source, from, Tap.NONE),
        from,
        to.keypoints(),
        new ByHand(change.apply(embedding), queries, from.values()),
        Tap.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theUnionIsSynergizeWithItsCodesAddedByHand(boolean conditionedQueries) {
    try (Fixture whole = new Fixture(union(conditionedQueries), Parts.FORMULA, Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray actual = whole.run(whole.images(1, 1), whole.images(2, 1));

      NDArray expected = byHand(whole, UnaryOperator.identity());

      assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(3e-5f);
    }
  }

  @Test
  void theCodeCountsAtEveryPlaceWhereTheUnionAddsIt() {
    try (Fixture whole = new Fixture(union(false), Parts.FORMULA, Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray all = byHand(whole, UnaryOperator.identity());
      for (String place : PLACES) {
        NDArray other = byHand(whole, embedding -> embedding.without(place));
        assertThat(other.sub(all).abs().max().getFloat()).as(place).isGreaterThan(1e-4f);
      }
    }
  }

  @Test
  void conditionedQueriesAloneMoveThePicture() {
    try (Fixture plain = new Fixture(union(false), Parts.FORMULA, Precision.EXACT);
        Fixture conditioned = new Fixture(union(true), Parts.FORMULA, Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray without = plain.run(plain.images(1, 1), plain.images(2, 1));
      NDArray with = conditioned.run(conditioned.images(1, 1), conditioned.images(2, 1));

      assertThat(with.sub(without).abs().max().getFloat()).isGreaterThan(1e-4f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingNativeIsLeftBehindByAFrame(Precision precision) {
    try (Fixture fixture = new Fixture(union(true), Parts.FORMULA, precision)) {
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
