package io.understudy.model.ost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.ost.ScaleAugmentation.Extent;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.HeadTruth;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import io.understudy.model.weights.Initializer;
import io.understudy.model.weights.ParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scale transformation on rendered heads, whose scale is known. */
class ScaleTransformTest {
  private static final int SIDE = 128;
  private static final int KEYPOINTS = 15;
  private static final HeadIdentity PERSON = HeadIdentity.random(4);

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
    execution.close();
  }

  private ScaleTransform transform(ScaleConfiguration configuration, double black) {
    Parameters root = Parameters.of(execution);
    ScaleTransform transform = new ScaleTransform(root, configuration, KEYPOINTS, black);
    Random random = new Random(11);
    root.load(spec -> initial(spec, random));
    return transform;
  }

  /** The localisation is drawn, the regression of the fiducials starts as it declares. */
  private NDArray initial(ParameterSpec spec, Random random) {
    Shape shape = new Shape(spec.shape());
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      if (spec.initializer() instanceof Initializer.Uniform uniform) {
        values[i] = uniform.bound() * (2 * random.nextFloat() - 1);
      } else if (spec.initializer() instanceof Initializer.Repeated repeated) {
        values[i] = repeated.values()[i % repeated.values().length];
      }
    }
    return execution.manager().create(values, shape);
  }

  private static HeadState state(double shiftX, double shiftY, double scale) {
    return new HeadState(8, -5, 3, shiftX, shiftY, scale, 0.4, 0.3, 1, 1, 0.1, 0, 0.2);
  }

  private NDArray head(HeadState state) {
    Picture picture = HeadRenderer.render(new Scene(PERSON, state, Light.STUDIO), SIDE);
    float[] values = new float[picture.rgb().length];
    int pixels = SIDE * SIDE;
    for (int i = 0; i < values.length; i++) {
      values[i % 3 * pixels + i / 3] = (picture.rgb()[i] & 0xff) / 255f;
    }
    return execution.manager().create(values, new Shape(1, 3, SIDE, SIDE));
  }

  private NDArray landmarks(HeadState state) {
    float[] all = HeadTruth.landmarks(PERSON, state);
    float[] some = Arrays.copyOf(all, 2 * KEYPOINTS);
    return execution.manager().create(some, new Shape(1, KEYPOINTS, 2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1})
  void atFirstTheRectifiedImageIsTheDrivingImageWhateverTheScale(double black) {
    ScaleTransform transform = transform(ScaleConfiguration.complete(), black);
    NDArray driving = head(state(0.1, 0, 0.6));

    NDArray code = transform.localise(landmarks(state(0, 0, 1)), landmarks(state(0.1, 0, 0.6)));
    NDArray rectified = transform.rectify(driving, code);

    assertThat(code.getShape()).isEqualTo(new Shape(1, 128));
    assertThat(code.abs().max().getFloat()).isGreaterThan(0.01f);
    assertThat(largest(rectified.sub(driving))).isZero();
  }

  private static float largest(NDArray difference) {
    return difference.abs().max().getFloat();
  }

  @ParameterizedTest
  @CsvSource({"0.6, 1", "1, 0.7", "0.85, 1"})
  void theAnalyticFiducialsUndoTheAugmentation(double x, double y) {
    NDArray driving = head(state(0, 0, 1));
    Extent extent = new Extent(x, y);
    NDArray narrowed = new ScaleAugmentation(execution, 0).apply(driving, List.of(extent));
    TpsGrid tps = new TpsGrid(execution, 20);
    float[] fiducials = extent.fiducials(tps.spline().basePoints());

    NDArray grid =
        tps.forward(execution.manager().create(fiducials, new Shape(1, 20, 2)), SIDE, SIDE);
    NDArray undone = execution.kernels().call("sample_on_black", narrowed, grid, 0.0);

    assertThat(decibels(undone, driving)).isGreaterThan(30);
    assertThat(decibels(narrowed, driving)).isLessThan(20);
  }

  private static double decibels(NDArray a, NDArray b) {
    return -10 * Math.log10(a.sub(b).square().mean().getFloat());
  }

  @Test
  void theGridSendsEveryLandmarkToWhereTheAugmentationMovedIt() {
    Extent extent = Extent.draw(new SplittableRandom(5));
    TpsGrid tps = new TpsGrid(execution, 20);
    float[] fiducials = extent.fiducials(tps.spline().basePoints());
    double[] grid =
        tps.forward(execution.manager().create(fiducials, new Shape(1, 20, 2)), SIDE, SIDE)
            .toDoubleArray();
    float[] landmarks = HeadTruth.landmarks(PERSON, state(0, 0, 1));

    for (int i = 0; i < landmarks.length; i += 2) {
      int column = Math.round((landmarks[i] + 1) / 2 * (SIDE - 1));
      int row = Math.round((landmarks[i + 1] + 1) / 2 * (SIDE - 1));
      int at = 2 * (row * SIDE + column);
      assertThat(grid[at]).isCloseTo(landmarks[i] * extent.x(), within(0.01));
      assertThat(grid[at + 1]).isCloseTo(landmarks[i + 1] * extent.y(), within(0.01));
    }
    assertThat(Math.min(extent.x(), extent.y())).isBetween(0.7 / 1.3, 0.95);
  }

  @Test
  void distanceVectorsDoNotSeeWhereAHeadIsButHowLargeItIs() {
    NDArray source = landmarks(state(0, 0, 1));
    NDArray still = distances(source, landmarks(state(0, 0, 1)));
    NDArray moved = distances(source, landmarks(state(0.2, -0.1, 1)));
    NDArray smaller = distances(source, landmarks(state(0, 0, 0.5)));

    assertThat(largest(moved.sub(still))).isLessThan(1e-5f);
    assertThat(largest(smaller.sub(still))).isGreaterThan(0.05f);
    assertThat(largest(landmarks(state(0.2, -0.1, 1)).sub(landmarks(state(0, 0, 1)))))
        .isGreaterThan(0.1f);
  }

  /** The last half of the localisation's input. */
  private NDArray distances(NDArray source, NDArray driving) {
    NDArray input = execution.kernels().call("scale_input", source, driving, true);
    assertThat(input.getShape()).isEqualTo(new Shape(1, 8 * KEYPOINTS));
    return input.get(":, " + 4 * KEYPOINTS + ":");
  }

  /** Equations 1 to 3 worked out on the heap, but for grid and sampling. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void codeAndFiducialsAreThoseOfKeypointsAndTheirVectorsFromTheirMiddle(boolean vectors) {
    Map<String, float[]> values = new HashMap<>();
    Parameters root = Parameters.of(execution);
    ScaleConfiguration sizes = new ScaleConfiguration(true, true, vectors, 20, 16, 8);
    ScaleTransform transform = new ScaleTransform(root, sizes, KEYPOINTS, 0);
    Random random = new Random(7);
    root.load(spec -> drawn(spec, random, values));
    NDArray source = landmarks(state(0, 0, 1));
    NDArray driving = landmarks(state(0.1, -0.2, 0.6));
    NDArray image = head(state(0.1, -0.2, 0.6));

    NDArray code = transform.localise(source, driving);
    NDArray rectified = transform.rectify(image, code);

    double[] seen = seen(source.toFloatArray(), driving.toFloatArray(), vectors);
    double[] hidden = linear(values, "localisation.0", seen);
    hidden = linear(values, "localisation.2", rectifiedLinear(hidden));
    double[] expected = linear(values, "localisation.4", rectifiedLinear(hidden));
    float[] actual = code.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
    }
    double[] fiducials = linear(values, "fiducials", expected);
    NDArray places = execution.manager().create(fiducials).toType(DataType.FLOAT32, false);
    NDArray grid = new TpsGrid(execution, 20).forward(places.reshape(1, 20, 2), SIDE, SIDE);
    NDArray fetched = execution.kernels().call("sample_on_black", image, grid, 0.0);
    assertThat(largest(rectified.sub(fetched))).isLessThan(1e-3f);
    assertThat(largest(rectified.sub(image))).isGreaterThan(0.1f);
  }

  /** Gaussian values; the fiducials stay around their base points. */
  private NDArray drawn(ParameterSpec spec, Random random, Map<String, float[]> values) {
    float[] numbers = initial(spec, random).toFloatArray();
    double deviation = spec.name().startsWith("fiducials") ? 0.02 : 0.2;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += (float) (deviation * random.nextGaussian());
    }
    values.put(spec.name(), numbers);
    return execution.manager().create(numbers, new Shape(spec.shape()));
  }

  /** Keypoints of source and driving image, then their vectors from their middles (Eq. 1). */
  private static double[] seen(float[] source, float[] driving, boolean vectors) {
    int count = source.length;
    double[] seen = new double[(vectors ? 4 : 2) * count];
    for (int i = 0; i < count; i++) {
      seen[i] = source[i];
      seen[count + i] = driving[i];
      if (vectors) {
        seen[2 * count + i] = source[i] - middle(source, i % 2);
        seen[3 * count + i] = driving[i] - middle(driving, i % 2);
      }
    }
    return seen;
  }

  private static double middle(float[] points, int axis) {
    double sum = 0;
    for (int i = axis; i < points.length; i += 2) {
      sum += points[i];
    }
    return sum / KEYPOINTS;
  }

  private static double[] linear(Map<String, float[]> values, String name, double[] x) {
    float[] weight = values.get(name + ".weight");
    float[] bias = values.get(name + ".bias");
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int j = 0; j < x.length; j++) {
        y[i] += weight[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double[] rectifiedLinear(double[] x) {
    return Arrays.stream(x).map(value -> Math.max(0, value)).toArray();
  }

  @Test
  void withoutDistanceVectorsTheLocalisationSeesSixtyNumbers() {
    Parameters root = Parameters.of(execution);
    new ScaleTransform(root, new ScaleConfiguration(true, true, false), KEYPOINTS, 0);

    Function<ParameterSpec, String> line = spec -> spec.name() + Arrays.toString(spec.shape());
    assertThat(root.specs().stream().map(line))
        .contains("localisation.0.weight[256, 60]", "localisation.4.weight[128, 256]")
        .contains("fiducials.weight[40, 128]");
  }

  @Test
  void withoutTheTransformImagesPassUntouchedAndNoFiducialsAreDeclared() {
    ScaleConfiguration onlyEmbedding = new ScaleConfiguration(false, true, true);
    ScaleTransform transform = transform(onlyEmbedding, 0);
    NDArray driving = head(state(0, 0, 1));

    NDArray code = transform.localise(landmarks(state(0, 0, 1)), landmarks(state(0, 0, 1)));

    assertThat(transform.rectifies()).isFalse();
    assertThat(transform.rectify(driving, code)).isSameAs(driving);
  }
}
