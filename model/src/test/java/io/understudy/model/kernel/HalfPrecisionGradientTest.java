package io.understudy.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that go other ways for gradients of bf16 maps, against the same in fp32. */
class HalfPrecisionGradientTest {
  private static final int GROUPS = 4;
  private static final int SIDE = 12;

  /** Of the gradients' root mean square: bf16 keeps 8 bits, and few are added up. */
  private static final double ROUNDING = 0.01;

  private final Random random = new Random(4);
  private Execution execution;
  private Kernels kernels;
  private Scope scope;

  @BeforeEach
  void open() {
    execution = Execution.openForTraining(Device.cpu(), Precision.FAST);
    kernels = execution.kernels();
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
    execution.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void groupNormOfNarrowAndWideGroups(int channelsOfGroup) {
    int channels = GROUPS * channelsOfGroup;
    NDArray weight = noise(channels);
    NDArray bias = noise(channels);

    assertGradientsAgree(
        noise(2, channels, SIDE, SIDE),
        map ->
            kernels.call("group_norm_silu", map, GROUPS, like(weight, map), like(bias, map), 1e-6));
  }

  @Test
  void samplingUnderAFlow() {
    NDArray flow = noise(2, SIDE, SIDE, 2);

    assertGradientsAgree(noise(2, 16, SIDE, SIDE), map -> kernels.call("warp", map, flow));
  }

  private void assertGradientsAgree(NDArray values, UnaryOperator<NDArray> function) {
    NDArray half = kernels.toBfloat16ChannelsLast(values);
    NDArray full = kernels.toFloat(half);
    NDArray shares = noise(values.getShape().getShape());

    NDArray expected = gradient(full, function, shares);
    NDArray difference = gradient(half, function, shares).sub(expected);

    assertThat(rootMeanSquare(expected)).isPositive();
    assertThat(rootMeanSquare(difference)).isLessThan(ROUNDING * rootMeanSquare(expected));
  }

  private NDArray gradient(NDArray map, UnaryOperator<NDArray> function, NDArray shares) {
    map.setRequiresGradient(true);
    NDArray total = kernels.toFloat(function.apply(map)).mul(shares).sum();
    return kernels.toFloat(kernels.callForList("gradients", total, List.of(map)).get(0));
  }

  private NDArray like(NDArray parameter, NDArray map) {
    return map.getDataType() == parameter.getDataType() ? parameter : kernels.toBfloat16(parameter);
  }

  private static double rootMeanSquare(NDArray x) {
    return Math.sqrt(x.square().mean().getFloat());
  }

  private NDArray noise(long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return execution.manager().create(values, sizes);
  }
}
