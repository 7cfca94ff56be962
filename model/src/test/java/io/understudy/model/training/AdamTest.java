package io.understudy.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final Shape KERNEL = new Shape(2, 4, 3, 3);

  /** As bf16 convolutions give them; the numbers once went to other weights of the kernel. */
  @Test
  void aGradientInAnotherMemoryOrderMovesTheSameWeights() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.FAST);
        Scope scope = new Scope()) {
      Execution.prepareThread();
      NDArray gradient = execution.manager().arange(KERNEL.size()).sub(20).reshape(KERNEL);
      NDArray channelsLast = execution.kernels().call("cast", gradient, 6, true);

      assertThat(stepped(execution, channelsLast)).isEqualTo(stepped(execution, gradient));
    }
  }

  private static float[] stepped(Execution execution, NDArray gradient) {
    NDArray weight = execution.manager().zeros(KERNEL);
    Adam adam =
        new Adam(
            execution, OptimizerSettings.published(0.1), "", List.of("weight"), List.of(weight));
    adam.step(List.of(gradient), 0.1);
    return weight.toFloatArray();
  }
}
