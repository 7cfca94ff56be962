package io.understudy.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientKernelTest {
  private static final float FACTOR = 3;
  private static final int PRODUCTS = 200;

  @Test
  void gradientsNeedNoMemoryThatJavaTakesBack() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      List<NDArray> values = IntStream.range(0, PRODUCTS).mapToObj(i -> leaf(execution)).toList();
      NDArray total =
          values.stream()
              .map(value -> kernels.affine(kernels.times(value, FACTOR), FACTOR, 1))
              .reduce(NDArray::add)
              .orElseThrow();

      List<ByteBuffer> others = takenBackAndUsedOtherwise();
      List<NDArray> gradients = kernels.callForList("gradients", total, values);

      assertThat(others).isNotEmpty();
      assertThat(gradients)
          .allSatisfy(gradient -> assertThat(gradient.getFloat(0)).isEqualTo(FACTOR * FACTOR));
    }
  }

  /** Zeros would be averaged into an optimiser's moments. */
  @Test
  void whatALossDoesNotReachHasNoGradient() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      NDArray reached = leaf(execution);
      NDArray unused = leaf(execution);

      List<NDArray> gradients =
          execution
              .kernels()
              .callForList(
                  "gradients",
                  execution.kernels().times(reached, FACTOR),
                  List.of(reached, unused));

      assertThat(gradients.get(0).size()).isEqualTo(1);
      assertThat(gradients.get(1).size()).isZero();
    }
  }

  private static NDArray leaf(Execution execution) {
    NDArray leaf = execution.manager().create(new float[] {1});
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Memory of numbers that nobody in Java holds any more, in other hands. */
  private static List<ByteBuffer> takenBackAndUsedOtherwise() {
    System.gc();
    return IntStream.range(0, 100 * PRODUCTS)
        .mapToObj(i -> ByteBuffer.allocateDirect(Float.BYTES).putInt(0, 0x7F7F7F7F))
        .toList();
  }
}
