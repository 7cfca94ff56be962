package io.understudy.model.ost;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.synthetic.HeadIdentity;
import io.understudy.model.synthetic.HeadRenderer;
import io.understudy.model.synthetic.HeadState;
import io.understudy.model.synthetic.HeadTruth;
import io.understudy.model.synthetic.Light;
import io.understudy.model.synthetic.Scene;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scale transformation with fiducials fitted to rendered heads: a drawn localisation, and the
 * regression that least squares give for the fiducials that are true of each pair.
 */
class FittedScaleTransformTest {
  private static final int SIDE = 128;
  private static final int KEYPOINTS = 15;
  private static final int PAIRS = 600;
  private static final double RIDGE = 1e-5;
  private static final HeadIdentity PERSON = HeadIdentity.random(4);
  private static final HeadState SOURCE = state(0, 0, 0, 0, 1, 0);

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final Scope scope = new Scope();
  private final SplittableRandom random = new SplittableRandom(9);
  private final Map<String, NDArray> values = new HashMap<>();
  private ScaleTransform transform;

  @BeforeEach
  void fit() {
    execution.manager().getEngine().setRandomSeed(5);
    float[] base = new TpsGrid(execution, 20).spline().basePoints();
    values.put("fiducials.bias", execution.manager().create(base));
    ScaleTransform drawn = transform();
    float[] codes = new float[0];
    float[] offsets = new float[0];
    for (int i = 0; i < PAIRS; i++) {
      HeadState driving = drawnState();
      codes = append(codes, code(drawn, driving).toFloatArray());
      offsets = append(offsets, offsets(base, driving));
    }
    NDArray x = execution.manager().create(codes, new Shape(PAIRS, codes.length / PAIRS));
    NDArray y = execution.manager().create(offsets, new Shape(PAIRS, offsets.length / PAIRS));
    values.put("fiducials.weight", regression(x, y).transpose());
    transform = transform();
  }

  @AfterEach
  void free() {
    scope.close();
    execution.close();
  }

  private ScaleTransform transform() {
    Parameters root = Parameters.of(execution);
    ScaleTransform made = new ScaleTransform(root, ScaleConfiguration.complete(), KEYPOINTS, 0);
    root.load(
        spec ->
            values.computeIfAbsent(
                spec.name(),
                name -> execution.manager().randomNormal(new Shape(spec.shape())).mul(0.2f)));
    return made;
  }

  private static float[] append(float[] all, float[] more) {
    float[] joined = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, joined, all.length, more.length);
    return joined;
  }

  /** Weights (in, out) that bring x to y; float64, as the codes' directions differ in strength. */
  private static NDArray regression(NDArray x, NDArray y) {
    NDArray rows = x.toType(DataType.FLOAT64, true);
    NDArray square = rows.transpose().matMul(rows);
    NDArray ridge =
        square.getManager().eye((int) x.getShape().get(1)).toType(DataType.FLOAT64, true);
    return square
        .add(ridge.mul(RIDGE))
        .inverse()
        .matMul(rows.transpose())
        .matMul(y.toType(DataType.FLOAT64, true))
        .toType(DataType.FLOAT32, true);
  }

  private static HeadState state(
      double yaw, double pitch, double shiftX, double shiftY, double scale, double mouth) {
    return new HeadState(yaw, pitch, 0, shiftX, shiftY, scale, mouth, 0.3, 1, 1, 0, 0, 0.2);
  }

  private HeadState drawnState() {
    return state(
        random.nextDouble(-15, 15),
        random.nextDouble(-10, 10),
        random.nextDouble(-0.1, 0.1),
        random.nextDouble(-0.1, 0.1),
        random.nextDouble(0.6, 1.4),
        random.nextDouble());
  }

  /** The driving head's pose and expression, where the source's head is and as large. */
  private static HeadState atTheScaleOfTheSource(HeadState driving) {
    return state(
        driving.yawDegrees(),
        driving.pitchDegrees(),
        SOURCE.shiftX(),
        SOURCE.shiftY(),
        SOURCE.scale(),
        driving.mouthOpen());
  }

  /** How far from the base points those places of the driving image are that belong there. */
  private static float[] offsets(float[] base, HeadState driving) {
    float[] offsets = new float[base.length];
    double ratio = driving.scale() / SOURCE.scale();
    for (int i = 0; i < base.length; i += 2) {
      offsets[i] = (float) ((ratio - 1) * base[i] + 2 * driving.shiftX());
      offsets[i + 1] = (float) ((ratio - 1) * base[i + 1] - 2 * driving.shiftY());
    }
    return offsets;
  }

  private NDArray code(ScaleTransform used, HeadState driving) {
    return used.localise(landmarks(SOURCE), landmarks(driving));
  }

  private NDArray landmarks(HeadState state) {
    float[] all = HeadTruth.landmarks(PERSON, state);
    return execution
        .manager()
        .create(Arrays.copyOf(all, 2 * KEYPOINTS), new Shape(1, KEYPOINTS, 2));
  }

  private NDArray head(HeadState state) {
    Picture picture = HeadRenderer.render(new Scene(PERSON, state, Light.STUDIO), SIDE);
    float[] levels = new float[picture.rgb().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i % 3 * SIDE * SIDE + i / 3] = (picture.rgb()[i] & 0xff) / 255f;
    }
    return execution.manager().create(levels, new Shape(1, 3, SIDE, SIDE));
  }

  /** The image whose values are the places themselves, so that sampling it tells places. */
  private NDArray places() {
    float[] places = new float[3 * SIDE * SIDE];
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      places[pixel] = 2f * (pixel % SIDE) / (SIDE - 1) - 1;
      places[SIDE * SIDE + pixel] = 2f * (pixel / SIDE) / (SIDE - 1) - 1;
    }
    return execution.manager().create(places, new Shape(1, 3, SIDE, SIDE));
  }

  @ParameterizedTest
  @CsvSource({"0.65, 8, -5, 0.05", "0.8, -12, 6, -0.08", "1.3, 5, 5, 0", "1, 0, 0, 0.1"})
  void aHeadComesToThePlaceAndScaleOfItsSourceAndKeepsPoseAndExpression(
      double scale, double yaw, double pitch, double shift) {
    HeadState driving = state(yaw, pitch, shift, -shift / 2, scale, 0.6);
    HeadState wanted = atTheScaleOfTheSource(driving);
    NDArray code = code(transform, driving);

    float[] fetched = transform.rectify(places(), code).toFloatArray();
    NDArray rectified = transform.rectify(head(driving), code);

    float[] from = HeadTruth.landmarks(PERSON, driving);
    float[] to = HeadTruth.landmarks(PERSON, wanted);
    double before = 0;
    double after = 0;
    for (int i = 0; i < to.length; i += 2) {
      int pixel = pixel(to[i]) + SIDE * pixel(to[i + 1]);
      before += Math.hypot(from[i] - to[i], from[i + 1] - to[i + 1]);
      after += Math.hypot(fetched[pixel] - from[i], fetched[SIDE * SIDE + pixel] - from[i + 1]);
    }
    assertThat(after).isLessThan(before / 3);
    assertThat(after / (to.length / 2)).isLessThan(0.03);
    boolean[] person = HeadTruth.flow(PERSON, driving, wanted, SIDE).visible();
    assertThat(decibels(rectified, head(wanted), person))
        .isGreaterThan(decibels(head(driving), head(wanted), person) + 3);
  }

  private static int pixel(float place) {
    return Math.round((place + 1) / 2 * (SIDE - 1));
  }

  /** Where the person is in both: what lies outside the driving picture nobody can know. */
  private static double decibels(NDArray a, NDArray b, boolean[] person) {
    float[] squares = a.sub(b).square().toFloatArray();
    double sum = 0;
    int count = 0;
    for (int i = 0; i < squares.length; i++) {
      if (person[i % person.length]) {
        sum += squares[i];
        count++;
      }
    }
    return -10 * Math.log10(sum / count);
  }
}
