package io.understudy.model.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModulatedConvTest {
  private static final int CHANNELS = 32;
  private static final int STYLES = 16;
  private static final int SIDE = 16;
  private static final int ROWS = 3;

  /** Fast modulates the map, exact the kernels: the same sum, but for bf16's eight bits. */
  @Test
  void fastGivesEachRowsMemoryAsExactDoes() {
    float[] exact = forward(Precision.EXACT);
    float[] fast = forward(Precision.FAST);

    double error = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      error += Math.pow(exact[i] - fast[i], 2);
      size += Math.pow(exact[i], 2);
    }
    assertThat(Math.sqrt(size / exact.length)).as("what the memory is like").isGreaterThan(0.1);
    assertThat(Math.sqrt(error / size)).as("relative error").isLessThan(0.01);
  }

  private static float[] forward(Precision precision) {
    Random random = new Random(5);
    try (Execution execution = Execution.open(Device.cpu(), precision);
        Scope scope = new Scope()) {
      Parameters root = Parameters.of(execution);
      ModulatedConv conv = new ModulatedConv(root.at("styleconv"), CHANNELS, STYLES, true);
      root.load(spec -> noise(execution, random, spec.shape()));
      NDArray memory = noise(execution, random, 1, CHANNELS, SIDE, SIDE);
      NDArray codes = noise(execution, random, ROWS, STYLES);
      NDArray noise = noise(execution, random, ROWS, 1, SIDE, SIDE);
      return execution.toFloat(conv.forward(memory, codes, noise)).toFloatArray();
    }
  }

  private static NDArray noise(Execution execution, Random random, long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return execution.manager().create(values, sizes);
  }
}
