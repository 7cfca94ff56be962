package io.understudy.model.face;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.FaceDetailConfiguration;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.InitialWeights;
import io.understudy.model.weights.ParameterSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Where the second look lies, and what it changes; what trained weights find is tested elsewhere.
 */
class FaceDetailTest {
  private static final int SIDE = 64;
  private static final int KEYPOINTS = 15;

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
    execution.close();
  }

  private FaceDetail detail(double black) {
    Parameters root = Parameters.of(execution);
    FaceDetail detail = new FaceDetail(root, new FaceDetailConfiguration(32, 4, 16, 3), black);
    root.load(this::initial);
    return detail;
  }

  private NDArray initial(ParameterSpec spec) {
    HostTensor host = InitialWeights.tensor(spec, 5);
    float[] values = new float[host.size()];
    host.floats().get(values);
    return execution.manager().create(values, new Shape(host.shape()));
  }

  private NDArray images(int count) {
    Random random = new Random(3);
    float[] values = new float[count * 3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return execution.manager().create(values, new Shape(count, 3, SIDE, SIDE));
  }

  private NDArray faces(int count) {
    Random random = new Random(4);
    float[] values = new float[count * KEYPOINTS * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return execution.manager().create(values, new Shape(count, KEYPOINTS, 2));
  }

  @Test
  void theWindowGoesWithTheFace() {
    FaceDetail detail = detail(0);
    NDArray face = faces(1);
    double turn = 0.4;
    float a = (float) (0.7 * Math.cos(turn));
    float b = (float) (0.7 * Math.sin(turn));
    NDArray map = execution.manager().create(new float[] {a, -b, b, a}, new Shape(2, 2));
    NDArray moved = face.matMul(map.transpose()).add(0.1f);

    float[] window = detail.windows(face).toFloatArray();
    float[] after = detail.windows(moved).toFloatArray();

    float[] wanted = {
      a * window[0] - b * window[3],
      a * window[1] - b * window[4],
      a * window[2] - b * window[5] + 0.1f,
      b * window[0] + a * window[3],
      b * window[1] + a * window[4],
      b * window[2] + a * window[5] + 0.1f
    };
    assertThat(after).usingComparatorWithPrecision(1e-5f).containsExactly(wanted);
  }

  @Test
  void keypointsOfMouthAndEyesAloneAreFoundAgain() {
    NDArray face = faces(2);

    NDArray refined = detail(0).refine(images(2), face);

    assertThat(refined.getShape()).isEqualTo(face.getShape());
    assertThat(refined.get(":, :2").toFloatArray())
        .containsExactly(face.get(":, :2").toFloatArray());
    assertThat(refined.get(":, 10:").toFloatArray())
        .containsExactly(face.get(":, 10:").toFloatArray());
    for (int i = 2; i < 10; i++) {
      assertThat(refined.get(":, " + i).toFloatArray())
          .doesNotContain(face.get(":, " + i).toFloatArray());
    }
  }

  @Test
  void theRangeOfPixelsDoesNotMatter() {
    NDArray images = images(1);
    NDArray face = faces(1);
    NDArray symmetric = execution.kernels().affine(images, 2, -1);

    float[] unit = detail(0).refine(images, face).toFloatArray();

    assertThat(detail(-1).refine(symmetric, face).toFloatArray())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(unit);
  }

  @Test
  void aBatchIsWhatItsRowsAre() {
    FaceDetail detail = detail(0);
    NDArray images = images(3);
    NDArray faces = faces(3);

    float[] together = detail.refine(images, faces).toFloatArray();

    for (int row = 0; row < 3; row++) {
      String one = row + ":" + (row + 1);
      assertThat(detail.refine(images.get(one), faces.get(one)).toFloatArray())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(
              Arrays.copyOfRange(together, row * 2 * KEYPOINTS, (row + 1) * 2 * KEYPOINTS));
    }
  }

  @Test
  void keypointsThatAreAllAtOnePlaceStayFinite() {
    NDArray refined = detail(0).refine(images(1), faces(1).mul(0));

    for (float value : refined.toFloatArray()) {
      assertThat(value).isFinite();
    }
  }
}
