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

  /** Few channels meet the occlusion before they are ordered, many after. */
  @ParameterizedTest
  @CsvSource({"3", "16", "64"})
  void whatIsNotVisibleIsSampledDark(int channels) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray half = kernels.toBfloat16ChannelsLast(noise(execution, 1, 2, channels, 24, 32));
      NDArray grid = noise(execution, 1.5f, 2, 20, 28, 2);
      NDArray visible = noise(execution, 1, 2, 1, 20, 28).abs();

      NDArray sampled = kernels.gridSampleVisible(half, grid, visible, true);
      NDArray expected = kernels.gridSample(kernels.toFloat(half), grid, true).mul(visible);

      // Three roundings to bf16, at values below 1.
      assertThat(difference(kernels, sampled, expected)).isLessThan(1.5f / 256);
    }
  }

  /** To and from more, fewer and one sample, with and without aligned corners. */
  @ParameterizedTest
  @CsvSource({"64, 256", "64, 32", "7, 12", "12, 7", "5, 1", "1, 5"})
  void planesAreResizedAsLibtorchResizesMaps(int from, int to) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray map = noise(execution, 1, 2, 3, from, from + 2);
      NDArray flow = map.transpose(0, 2, 3, 1);
      // A position among 64 samples is rounded to 4e-6 of their distance, and samples differ by 2.
      float rounded = 1e-5f;
      for (boolean align : new boolean[] {true, false}) {
        NDArray expected = kernels.resize(map, to, to + 3, align);

        assertThat(difference(kernels, kernels.resizePlanes(map, to, to + 3, align), expected))
            .isLessThan(rounded);
        NDArray resized = kernels.resizeGrid(flow, to, to + 3, align).transpose(0, 3, 1, 2);
        assertThat(difference(kernels, resized, expected)).isLessThan(rounded);
      }
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
