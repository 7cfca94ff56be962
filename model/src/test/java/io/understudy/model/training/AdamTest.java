package io.understudy.model.training;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.weights.HostTensor;
import java.util.List;
import java.util.Map;
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
    Adam adam = adam(execution, List.of("weight"), List.of(weight));
    adam.step(List.of(gradient), 0.1);
    return weight.toFloatArray();
  }

  /** As in a stage of training that another part of the network has for itself. */
  @Test
  void whatALossDoesNotReachStaysAndStartsAfreshLater() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Execution.prepareThread();
      NDArray always = execution.manager().zeros(new Shape(2));
      NDArray later = execution.manager().zeros(new Shape(2));
      NDArray none = execution.manager().create(new Shape(0));
      Adam adam = adam(execution, List.of("always", "later"), List.of(always, later));
      adam.step(List.of(gradient(execution), gradient(execution)), 0.1);
      float[] moved = later.toFloatArray();
      for (int i = 0; i < 50; i++) {
        adam.step(List.of(gradient(execution), none), 0.1);
      }

      assertThat(later.toFloatArray()).isEqualTo(moved);
      assertThat(always.toFloatArray()).isNotEqualTo(moved);
      adam.step(List.of(gradient(execution), gradient(execution)), 0.1);
      // One more step of equal gradients is one more of the rate, whatever others did meanwhile.
      assertThat(later.getFloat(0)).isCloseTo(2 * moved[0], within(1e-4f));
    }
  }

  @Test
  void aRestoredOneGoesOnAsTheOtherWould() {
    try (Execution execution = Execution.openForTraining(Device.cpu(), Precision.EXACT);
        Scope scope = new Scope()) {
      Execution.prepareThread();
      List<NDArray> values = List.of(execution.manager().zeros(new Shape(2)));
      List<NDArray> copies = List.of(execution.manager().zeros(new Shape(2)));
      Adam adam = adam(execution, List.of("weight"), values);
      for (int i = 0; i < 3; i++) {
        adam.step(List.of(gradient(execution)), 0.1);
      }
      copies.get(0).set(values.get(0).toFloatArray());
      Adam restored = adam(execution, List.of("weight"), copies);
      Map<String, HostTensor> state =
          adam.tensors().stream().collect(toMap(HostTensor::name, tensor -> tensor));
      restored.restore(state::get);

      adam.step(List.of(gradient(execution).neg()), 0.1);
      restored.step(List.of(gradient(execution).neg()), 0.1);

      assertThat(copies.get(0).toFloatArray()).isEqualTo(values.get(0).toFloatArray());
    }
  }

  private static Adam adam(Execution execution, List<String> names, List<NDArray> values) {
    return new Adam(execution, OptimizerSettings.published(0.1), "", names, values);
  }

  private static NDArray gradient(Execution execution) {
    return execution.manager().create(new float[] {0.3f, -0.2f});
  }
}
