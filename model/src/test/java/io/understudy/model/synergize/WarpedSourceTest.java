package io.understudy.model.synergize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarpedSourceTest {
  private static final int BATCH = 2;
  private static final int CHANNELS = 3;

  /** Positions of up to 255 pixels are rounded at 1e-5 of a pixel; noise has slopes of up to 2. */
  private static final float TOLERANCE = 2e-4f;

  private final Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
  private final Kernels kernels = execution.kernels();

  @AfterEach
  void close() {
    execution.close();
  }

  private NDArray noise(long seed, Shape shape) {
    Random random = new Random(seed);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return execution.manager().create(values, shape);
  }

  private NDArray feature(int side) {
    return noise(1, new Shape(BATCH, CHANNELS, side, side));
  }

  /** A flow of which a good part leaves the picture. */
  private NDArray flow() {
    return noise(2, new Shape(BATCH, 64, 64, 2)).mul(1.3);
  }

  private NDArray plain(NDArray feature, NDArray flow) {
    int side = (int) feature.getShape().get(2);
    return kernels.gridSample(feature, kernels.resizeGrid(flow, side, side, true), true);
  }

  private static float largestDifference(NDArray a, NDArray b) {
    assertThat(a.getShape()).isEqualTo(b.getShape());
    return a.sub(b).abs().max().getFloat();
  }

  @ParameterizedTest
  @CsvSource({"32,32", "32,64", "64,32", "128,32", "128,64", "256,32", "256,64"})
  void fetchingOnlyWhatAResizedMapBlendsChangesNoValue(int side, int size) {
    try (Scope scope = new Scope()) {
      NDArray feature = feature(side);
      NDArray flow = flow();
      NDArray expected = kernels.resizeIfNeeded(plain(feature, flow).tanh(), size, size, true);

      NDArray actual = new WarpedSource(kernels, feature, flow).resized(NDArray::tanh, size);

      assertThat(largestDifference(actual, expected)).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"32", "64", "128", "256"})
  void windowsAreTheWarpedAndOccludedMapCutRowByRow(int side) {
    try (Scope scope = new Scope()) {
      NDArray feature = feature(side);
      NDArray flow = flow();
      NDArray occlusion = noise(3, new Shape(BATCH, 1, 64, 64)).abs();
      int window = side / 32;
      NDArray occluded =
          plain(feature, flow).mul(kernels.resizeIfNeeded(occlusion, side, side, true));

      NDArray windows = kernels.call("warped_windows", feature, flow, occlusion, window);

      NDArray expected = kernels.call("tokens", occluded, window);
      assertThat(largestDifference(windows, expected)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void aFlowThatIsNoNumberFetchesNothing() {
    try (Scope scope = new Scope()) {
      NDArray broken = flow().mul(Float.NaN);

      NDArray warped = new WarpedSource(kernels, feature(64), broken).resized(64);

      assertThat(warped.abs().max().getFloat()).isZero();
    }
  }
}
