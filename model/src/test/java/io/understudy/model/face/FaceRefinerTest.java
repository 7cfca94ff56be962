package io.understudy.model.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.preset.FaceRefinerConfiguration;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.InitialWeights;
import io.understudy.model.weights.ParameterSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where mouths and eyes are drawn again; what trained weights draw is tested elsewhere. */
class FaceRefinerTest {
  private static final int SIDE = 64;
  private static final int PICTURE = 3 * SIDE * SIDE;
  private static final int KEYPOINTS = 15;
  private static final int LOWER_LIP = 5;
  private static final float[] SMALL_FACE = face(0.4f, 0.1f, -0.2f);

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
    execution.close();
  }

  /** The mean face, and keypoints elsewhere behind it. */
  private static float[] face(float size, float x, float y) {
    float[] face = new float[2 * KEYPOINTS];
    for (int i = 0; i < FaceDetail.FACE.length; i++) {
      face[i] = size * FaceDetail.FACE[i] + (i % 2 == 0 ? x : y);
    }
    return face;
  }

  private FaceRefiner refiner(double black, boolean trained) {
    return refiner(black, spec -> weights(spec, trained));
  }

  private FaceRefiner refiner(double black, Function<ParameterSpec, NDArray> weights) {
    Parameters root = Parameters.of(execution);
    FaceDetail detail =
        new FaceDetail(root.at("detail"), new FaceDetailConfiguration(32, 4, 16, 3), black);
    FaceRefiner refiner =
        new FaceRefiner(
            root.at("refiner"), new FaceRefinerConfiguration(32, 4, 16, 2), detail, black);
    root.load(weights);
    return refiner;
  }

  private NDArray weights(ParameterSpec spec, boolean trained) {
    HostTensor host = InitialWeights.tensor(spec, 5);
    float[] values = new float[host.size()];
    host.floats().get(values);
    if (trained && spec.name().startsWith("refiner.added.")) {
      Arrays.fill(values, 0.2f);
    }
    return execution.manager().create(values, new Shape(host.shape()));
  }

  private NDArray pictures(int count) {
    Random random = new Random(3);
    float[] values = new float[count * PICTURE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return execution.manager().create(values, new Shape(count, 3, SIDE, SIDE));
  }

  private NDArray faces(float[]... faces) {
    float[] values = new float[faces.length * 2 * KEYPOINTS];
    for (int i = 0; i < faces.length; i++) {
      System.arraycopy(faces[i], 0, values, i * 2 * KEYPOINTS, 2 * KEYPOINTS);
    }
    return execution.manager().create(values, new Shape(faces.length, KEYPOINTS, 2));
  }

  private static NDArray refined(
      FaceRefiner refiner, NDArray pictures, NDArray source, NDArray driving) {
    return refiner.refine(pictures, refiner.look(pictures, source), source, driving);
  }

  @Test
  void untrainedItAddsNothing() {
    NDArray pictures = pictures(1);
    NDArray face = faces(SMALL_FACE);

    float[] refined = refined(refiner(0, false), pictures, face, face).toFloatArray();

    assertThat(refined).containsExactly(pictures.toFloatArray());
  }

  @Test
  void onlyTheWindowOfTheDrivingKeypointsChanges() {
    NDArray pictures = pictures(1);
    float[] before = pictures.toFloatArray();

    float[] after =
        refined(refiner(0, true), pictures, faces(face(0.4f, -0.5f, 0.5f)), faces(SMALL_FACE))
            .toFloatArray();

    // Half of the window's side is 0.55 of a face of size 0.4, its middle 0.08 of it lower.
    int changed = 0;
    for (int i = 0; i < PICTURE; i++) {
      double x = 2.0 * (i % SIDE) / (SIDE - 1) - 1;
      double y = 2.0 * (i / SIDE % SIDE) / (SIDE - 1) - 1;
      double off = Math.max(Math.abs(x - 0.1), Math.abs(y + 0.2 - 0.4 * 0.08));
      if (off > 0.23) {
        assertThat(after[i]).as("pixel %d of %d", i, PICTURE).isEqualTo(before[i]);
      } else if (off < 0.17 && after[i] != before[i]) {
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(200);
  }

  @Test
  void whatIsAddedToAGreyFaceIsGrey() {
    FaceRefiner reddens = refiner(0, this::reddening);
    NDArray face = faces(SMALL_FACE);
    NDArray coloured = pictures(1);
    NDArray grey = coloured.get(":, 0:1, :, :").repeat(1, 3);

    assertThat(mostRedness(refined(reddens, grey, face, face))).isCloseTo(0, within(1e-6));
    assertThat(mostRedness(refined(reddens, coloured, face, face).sub(coloured)))
        .isGreaterThan(0.1);
  }

  /** Adds half of white to red alone, wherever it adds anything. */
  private NDArray reddening(ParameterSpec spec) {
    return spec.name().equals("refiner.added.bias")
        ? execution.manager().create(new float[] {0.5f, 0, 0})
        : weights(spec, false);
  }

  private static double mostRedness(NDArray pictures) {
    NDArray redness = pictures.get(":, 0:1, :, :").sub(pictures.get(":, 1:2, :, :"));
    return redness.abs().max().getFloat();
  }

  @Test
  void theRangeOfPixelsDoesNotMatter() {
    NDArray pictures = pictures(1);
    NDArray face = faces(SMALL_FACE);
    NDArray symmetric = execution.kernels().affine(pictures, 2, -1);

    NDArray unit = refined(refiner(0, true), pictures, face, face);

    assertThat(refined(refiner(-1, true), symmetric, face, face).toFloatArray())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(execution.kernels().affine(unit, 2, -1).toFloatArray());
  }

  @Test
  void aBatchIsWhatItsRowsAre() {
    FaceRefiner refiner = refiner(0, true);
    NDArray pictures = pictures(2);
    NDArray source = faces(SMALL_FACE, face(0.8f, 0, 0));
    NDArray driving = faces(face(0.5f, 0.2f, 0.1f), SMALL_FACE);

    float[] together = refined(refiner, pictures, source, driving).toFloatArray();

    for (int row = 0; row < 2; row++) {
      String one = row + ":" + (row + 1);
      assertThat(
              refined(refiner, pictures.get(one), source.get(one), driving.get(one)).toFloatArray())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(Arrays.copyOfRange(together, row * PICTURE, (row + 1) * PICTURE));
    }
  }

  @Test
  void keypointsThatAreAllAtOnePlaceLeaveThePictureAsItIs() {
    NDArray nowhere = faces(new float[2 * KEYPOINTS]);
    NDArray pictures = pictures(1);

    assertThat(refined(refiner(0, true), pictures, nowhere, nowhere).toFloatArray())
        .containsExactly(pictures.toFloatArray());
  }

  /** A quarter turn, as that moves pixels onto pixels. */
  @Test
  void aTurnedFaceIsDrawnAsTheUprightOneIs() {
    FaceRefiner refiner = refiner(0, true);
    NDArray pictures = pictures(1);
    NDArray source = faces(SMALL_FACE);
    NDArray looks = refiner.look(pictures, source);
    float[] face = face(0.5f, -0.1f, 0.2f);

    NDArray upright = refiner.refine(pictures, looks, source, faces(face));
    NDArray turned = refiner.refine(turned(pictures), looks, source, faces(turned(face)));

    assertThat(upright.toFloatArray()).isNotEqualTo(pictures.toFloatArray());
    assertThat(turned.toFloatArray())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(turned(upright).toFloatArray());
  }

  /** What was at (x, y) is at (-y, x). */
  private static NDArray turned(NDArray pictures) {
    return pictures.transpose(0, 1, 3, 2).flip(3);
  }

  private static float[] turned(float[] face) {
    float[] turned = new float[face.length];
    for (int i = 0; i < face.length; i += 2) {
      turned[i] = -face[i + 1];
      turned[i + 1] = face[i];
    }
    return turned;
  }

  @Test
  void whatIsAddedDependsOnTheSourcesFaceAndOnItsKeypoints() {
    FaceRefiner refiner = refiner(0, true);
    NDArray pictures = pictures(1);
    NDArray source = faces(SMALL_FACE);
    float[] opened = SMALL_FACE.clone();
    opened[2 * LOWER_LIP + 1] += 0.05f;
    NDArray looks = refiner.look(pictures, source);

    float[] refined = refiner.refine(pictures, looks, source, source).toFloatArray();

    assertThat(refiner.refine(pictures, looks, faces(opened), source).toFloatArray())
        .isNotEqualTo(refined);
    assertThat(refiner.refine(pictures, looks.flip(3), source, source).toFloatArray())
        .isNotEqualTo(refined);
  }

  /** On the cheeks, which lie in the window as lips and lids do. */
  @Test
  void whatIsFarFromLipsAndLidsStays() {
    NDArray face = faces(face(1, 0, 0));
    NDArray pictures = pictures(1);

    NDArray change =
        refined(refiner(0, true), pictures, face, face).sub(pictures).abs().max(new int[] {1});

    float atALid = at(change, -0.29f, -0.29f);
    assertThat(atALid).isGreaterThan(0.05f);
    assertThat(at(change, 0, 0.35f)).isGreaterThan(0.05f);
    assertThat(at(change, 0.42f, 0.05f)).isLessThan(0.2f * atALid);
    assertThat(at(change, -0.42f, 0.05f)).isLessThan(0.2f * atALid);
  }

  private static float at(NDArray map, float x, float y) {
    int column = Math.round((x + 1) / 2 * (SIDE - 1));
    int row = Math.round((y + 1) / 2 * (SIDE - 1));
    return map.toFloatArray()[row * SIDE + column];
  }

  @Test
  void intoAWindowAndOutAgain() {
    NDArray windows =
        execution
            .manager()
            .create(new float[] {0.3f, -0.4f, 0.1f, 0.4f, 0.3f, -0.6f}, new Shape(1, 2, 3));
    NDArray points = faces(SMALL_FACE);

    NDArray inside = execution.kernels().call("into_windows", windows, points);

    assertThat(execution.kernels().call("out_of_windows", windows, inside).toFloatArray())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(points.toFloatArray());
  }
}
