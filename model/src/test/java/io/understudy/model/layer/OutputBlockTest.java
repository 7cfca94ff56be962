package io.understudy.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Convolution.Geometry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputBlockTest {
  private static final int CHANNELS = 5;

  /** Processors with AMX once gave sums of 8 and 12 channels that were off by their own size. */
  @ParameterizedTest
  @CsvSource({"4, 3, 7", "8, 3, 7", "12, 3, 7", "16, 3, 7", "8, 1, 5", "12, 1, 5", "8, 1, 9"})
  void blocksInBfloat16AreTrueForAnyNumberOfChannels(int channels, int outputs, int kernel) {
    try (Execution exact = Execution.open(Device.cpu(), Precision.EXACT);
        Execution fast = Execution.open(Device.cpu(), Precision.FAST)) {
      float[] expected = convolved(exact, channels, outputs, kernel);

      assertThat(convolved(fast, channels, outputs, kernel))
          .usingComparatorWithPrecision(0.01f)
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "1, 7", "2, 3", "3, 7", "4, 3"})
  void blocksGiveWhatSingleOutputsGive(int outputs, int kernel) {
    try (Execution exact = Execution.open(Device.cpu(), Precision.EXACT);
        Execution fast = Execution.open(Device.cpu(), Precision.FAST)) {
      float[] expected = convolved(exact, CHANNELS, outputs, kernel);

      // fp32 in both: only the order of the sums differs.
      assertThat(convolved(fast.inFloat(), CHANNELS, outputs, kernel))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(expected);
    }
  }

  @Test
  void blocksGiveTheSameWithoutPadding() {
    try (Execution exact = Execution.open(Device.cpu(), Precision.EXACT);
        Execution fast = Execution.open(Device.cpu(), Precision.FAST)) {
      float[] expected = convolved(exact, 4, 7, 0, new Shape(2, 4, 2, 6));

      assertThat(convolved(fast.inFloat(), 4, 7, 0, new Shape(2, 4, 2, 6)))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 7, 1, 3, 64, FOURS",
    "1, 7, 1, 3, 62, PAIRS",
    "3, 7, 1, 3, 256, PAIRS",
    "5, 7, 1, 3, 256, SINGLE",
    "3, 7, 1, 0, 64, PAIRS",
    "4, 7, 1, 0, 64, PAIRS",
    "3, 7, 1, 0, 63, SINGLE",
    "3, 3, 2, 1, 64, SINGLE",
    "1, 1, 1, 0, 64, SINGLE",
    "3, 3, 1, 1, 63, SINGLE"
  })
  void theShapesDecide(
      int outputs, int kernel, int stride, int padding, int side, OutputBlock expected) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      NDArray weight = noise(execution, outputs, CHANNELS, kernel, kernel);
      NDArray map = noise(execution, 1, CHANNELS, side, side);

      assertThat(OutputBlock.of(weight, new Geometry(stride, padding, 1), map)).isEqualTo(expected);
    }
  }

  @Test
  void groupsStaySingle() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      NDArray weight = noise(execution, 3, 1, 3, 3);
      NDArray map = noise(execution, 1, 3, 64, 64);

      assertThat(OutputBlock.of(weight, new Geometry(1, 1, 3), map)).isEqualTo(OutputBlock.SINGLE);
    }
  }

  private static float[] convolved(Execution execution, int channels, int outputs, int kernel) {
    Shape result = new Shape(2, outputs, 8, 12);
    return convolved(execution, channels, kernel, (kernel - 1) / 2, result);
  }

  private static float[] convolved(
      Execution execution, int channels, int kernel, int padding, Shape result) {
    Parameters root = Parameters.of(execution);
    int outputs = (int) result.get(1);
    Conv2d conv = new Conv2d(root, channels, outputs, kernel, padding, Activation.NONE);
    root.load(spec -> noise(execution, spec.shape()));
    try (Scope scope = new Scope()) {
      NDArray y = conv.forward(execution.toWorking(noise(execution, 2, channels, 8, 12)));
      assertThat(y.getShape()).isEqualTo(result);
      return execution.kernels().toFloat(y).toFloatArray();
    }
  }

  /** Tensors that are the same in every execution. */
  private static NDArray noise(Execution execution, long... shape) {
    Random random = new Random(shape.length);
    float[] values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.1f * (2 * random.nextFloat() - 1);
    }
    return execution.manager().create(values, new Shape(shape));
  }
}
