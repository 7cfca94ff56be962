package io.understudy.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention in bf16, which goes head by head and in tiles, against the fused fp32 kernel. */
class AttentionKernelTest {
  private static final int ROWS = 2;
  private static final int HEADS = 2;

  /** 1.5 tiles of a head; 6 tiles of all heads, where gradients are kept. */
  private static final int QUERIES = 1536;

  private static final int KEYS = 1024;
  private static final int SIZE = 8;

  private final Random random = new Random(3);

  @Test
  void givesInTilesWhatItGivesAtOnce() {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray queries = noise(execution, QUERIES);
      NDArray keys = noise(execution, KEYS);
      NDArray values = noise(execution, KEYS);

      NDArray exact = kernels.call("attention", queries, keys, values);
      NDArray tiled =
          kernels.call(
              "attention",
              kernels.toBfloat16(queries),
              kernels.toBfloat16(keys),
              kernels.toBfloat16(values));

      assertThat(largestDifference(kernels, tiled, exact)).isCloseTo(0f, within(4e-3f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"masked_attention", "tiled_attention"})
  void leavesMaskedKeysOutOfEveryTile(String function) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray queries = noise(execution, QUERIES);
      NDArray keys = noise(execution, KEYS);
      NDArray values = noise(execution, KEYS);
      NDArray mask = firstHalfMasked(execution);
      String secondHalf = ":,:,%d:,:".formatted(KEYS / 2);

      NDArray exact =
          kernels.call("attention", queries, keys.get(secondHalf), values.get(secondHalf));
      NDArray tiled =
          kernels.call(
              function,
              kernels.toBfloat16(queries),
              kernels.toBfloat16(keys),
              kernels.toBfloat16(values),
              kernels.toBfloat16(mask));

      assertThat(largestDifference(kernels, tiled, exact)).isCloseTo(0f, within(4e-3f));
    }
  }

  private static NDArray firstHalfMasked(Execution execution) {
    float[] bias = new float[KEYS];
    Arrays.fill(bias, 0, KEYS / 2, Float.NEGATIVE_INFINITY);
    return execution.manager().create(bias, new Shape(1, 1, 1, KEYS));
  }

  /** Averages of a thousand values in [-1, 1) are near 0.02; bf16 keeps 3 digits of them. */
  private static float largestDifference(Kernels kernels, NDArray bfloat16, NDArray exact) {
    return kernels.toFloat(bfloat16).sub(exact).abs().max().getFloat();
  }

  private NDArray noise(Execution execution, int positions) {
    float[] values = new float[ROWS * HEADS * positions * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return execution.manager().create(values, new Shape(ROWS, HEADS, positions, SIZE));
  }
}
