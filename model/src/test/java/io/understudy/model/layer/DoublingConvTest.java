package io.understudy.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.weights.ParameterSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoublingConvTest {
  private static final int CHANNELS = 32;

  /** Named tensors that are the same in every execution. */
  private static NDArray noise(Execution execution, String name, Shape shape, float scale) {
    Random random = new Random(name.hashCode());
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (2 * random.nextFloat() - 1);
    }
    return execution.manager().create(values, shape);
  }

  private static float[] doubled(Execution execution, int height, int width) {
    Parameters root = Parameters.of(execution);
    DoublingConv conv = new DoublingConv(root, CHANNELS);
    root.load((ParameterSpec s) -> noise(execution, s.name(), new Shape(s.shape()), 0.1f));
    try (Scope scope = new Scope()) {
      NDArray x = noise(execution, "x", new Shape(2, CHANNELS, height, width), 1);
      NDArray y = conv.forward(execution.toWorking(x));
      assertThat(y.getShape()).isEqualTo(new Shape(2, CHANNELS, 2 * height, 2 * width));
      return execution.kernels().toFloat(y).toFloatArray();
    }
  }

  @Test
  void aTransposedKernelGivesWhatAPlainOneGivesOnTheEnlargedMap() {
    compare(6, 12);
  }

  /** A map that AMX enlarges first. */
  @Test
  void aSmallMapIsDoubledLikeALargeOne() {
    compare(3, 5);
  }

  private static void compare(int height, int width) {
    try (Execution exact = Execution.open(Device.cpu(), Precision.EXACT);
        Execution fast = Execution.open(Device.cpu(), Precision.FAST)) {
      Execution packedInFloat = fast.inFloat();
      float[] expected = doubled(exact, height, width);

      // fp32 in both: only the order of the sums differs.
      assertThat(largestDifference(doubled(packedInFloat, height, width), expected))
          .isLessThan(1e-5f);
      // bf16 keeps 8 bits of inputs, weights and results of about 1.
      assertThat(largestDifference(doubled(fast, height, width), expected)).isBetween(1e-5f, 0.03f);
    }
  }

  private static float largestDifference(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
