package io.understudy.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sampling and pooling of bf16 maps, which have ways of their own, against those of fp32 maps. */
class GridSampleKernelTest {
  private final Random random = new Random(3);

  /** Few channels and many are sampled in different ways; a third of the places lies outside. */
  @ParameterizedTest
  @CsvSource({"16, true", "16, false", "64, true", "64, false"})
  void aMapInHalfPrecisionIsSampledWhereAnotherIs(int channels, boolean alignCorners) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray half = kernels.toBfloat16ChannelsLast(noise(execution, 1, 2, channels, 24, 32));
      NDArray grid = noise(execution, 1.5f, 2, 20, 28, 2);

      NDArray sampled = kernels.gridSample(half, grid, alignCorners);
      NDArray expected = kernels.gridSample(kernels.toFloat(half), grid, alignCorners);

      assertThat(sampled.getShape()).isEqualTo(new Shape(2, channels, 20, 28));
      // Half a unit in the last place of bf16, at values below 1.
      assertThat(difference(kernels, sampled, expected)).isLessThan(0.5f / 256 + 1e-4f);
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 64", "20, 24"})
  void aMapInHalfPrecisionHasTheMeansOfAnother(int height, int width) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray map = noise(execution, 1, 2, 16, height, width).add(1);
      NDArray half = kernels.toBfloat16ChannelsLast(map);

      NDArray means = kernels.call("pool_to_float", half);
      NDArray expected = kernels.call("pool", kernels.toFloat(half));

      assertThat(means.getShape()).isEqualTo(new Shape(2, 16));
      // Means of 256 squares of pixels, each rounded to 8 bits.
      assertThat(difference(kernels, means, expected)).isLessThan(1e-3f);
    }
  }

  private NDArray noise(Execution execution, float bound, long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound * (2 * random.nextFloat() - 1);
    }
    return execution.manager().create(values, sizes);
  }

  private static float difference(Kernels kernels, NDArray one, NDArray other) {
    return kernels.toFloat(one).sub(other).abs().max().getFloat();
  }
}
