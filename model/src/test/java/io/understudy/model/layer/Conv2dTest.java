package io.understudy.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.weights.ParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Conv2dTest {
  private static final int CHANNELS = 64;

  @Test
  void aPackedConvolutionInFp32OutlivesTheMemoryThatItsWeightsWereLoadedFrom() {
    try (Execution fast = Execution.open(Device.cpu(), Precision.FAST)) {
      Parameters root = Parameters.of(fast.inFloat());
      Conv2d conv = new Conv2d(root, CHANNELS, CHANNELS, 3);
      root.load((ParameterSpec spec) -> filled(fast.manager(), new Shape(spec.shape()), 0.5f));
      float[] first = forward(fast, conv);

      for (int i = 0; i < 10; i++) {
        System.gc();
        overwriteFreedMemory(fast);
      }

      assertThat(forward(fast, conv)).isEqualTo(first);
    }
  }

  private static float[] forward(Execution execution, Conv2d conv) {
    Execution.prepareThread();
    try (Scope scope = new Scope()) {
      NDArray x = filled(execution.manager(), new Shape(1, CHANNELS, 8, 8), 1);
      NDArray y = conv.forward(execution.kernels().toFloatChannelsLast(x));
      return execution.kernels().toFloat(y).toFloatArray();
    }
  }

  /** Buffers of the size of a bias take the place of one that was freed. */
  private static void overwriteFreedMemory(Execution execution) {
    try (NDManager buffers = execution.manager().newSubManager()) {
      for (int i = 0; i < 2000; i++) {
        filled(buffers, new Shape(CHANNELS), 1e9f);
      }
    }
  }

  private static NDArray filled(NDManager manager, Shape shape, float value) {
    float[] values = new float[(int) shape.size()];
    Arrays.fill(values, value);
    return manager.create(values, shape);
  }
}
