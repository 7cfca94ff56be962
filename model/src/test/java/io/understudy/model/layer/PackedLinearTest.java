package io.understudy.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packed map against products in fp32, at widths that do not fill the kernels' tiles too. */
class PackedLinearTest {
  private static final int BATCH = 2;

  @ParameterizedTest
  @CsvSource({"1024, 256, 768", "1024, 32, 32", "100, 4, 12", "1, 37, 5", "1024, 4096, 256"})
  void isTheMapInFloatUpToRounding(int rows, int in, int out) {
    try (Execution execution = Execution.open(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      NDArray x = kernels.toBfloat16(noise(execution, BATCH, rows, in));
      NDArray weight = noise(execution, out, in).div((float) Math.sqrt(in));
      NDArray bias = noise(execution, out);
      NDArray other = kernels.toBfloat16(noise(execution, 1, rows, out));
      NDArray rounded = kernels.toFloat(kernels.toBfloat16(weight));
      NDArray exact = kernels.toFloat(x).matMul(rounded.transpose()).add(bias);

      PackedLinear packed = PackedLinear.of(execution, weight, bias, rows);

      assertClose(kernels.toFloat(packed.forward(x)), exact);
      assertClose(
          kernels.toFloat(packed.forwardAndAdd(x, other)), exact.add(kernels.toFloat(other)));
    }
  }

  private static NDArray noise(Execution execution, long... shape) {
    return execution.manager().randomNormal(new Shape(shape));
  }

  /** bf16 keeps 8 bits, of the bias and of the result. */
  private static void assertClose(NDArray actual, NDArray exact) {
    float most = exact.abs().max().getFloat();
    assertThat(actual.sub(exact).abs().max().getFloat()).isLessThan(most / 128);
  }
}
