package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a network while they learn, their moving average and their optimiser.
 *
 * <p>Borrows the execution; its thread.
 */
final class TrainedWeights {
  private static final String AVERAGE = "average.";

  private final Kernels kernels;
  private final List<Parameter> trained;
  private final List<Parameter> gathered;
  private final List<NDArray> values;
  private final List<NDArray> averages;
  private final double averageDecay;
  private final Adam adam;
  private final List<NDArray> learning;

  /**
   * @param root what a network declares, loaded
   */
  TrainedWeights(Parameters root, OptimizerSettings settings) {
    this.kernels = root.execution().kernels();
    this.trained = root.trained();
    this.gathered = root.gathered();
    this.values = trained.stream().map(Parameter::value).toList();
    this.averages = values.stream().map(NDArray::duplicate).toList();
    this.averageDecay = settings.averageDecay();
    List<String> names = trained.stream().map(parameter -> parameter.spec().name()).toList();
    this.adam = new Adam(root.execution(), settings, "adam.", names, values);
    this.learning = adam.learning();
    learning.forEach(value -> value.setRequiresGradient(true));
  }

  /** Weight of the network's last convolution to three colours, see {@link Adversary#join}. */
  NDArray lastConvolution() {
    return Adversary.lastConvolution(trained).value();
  }

  /**
   * One step down a loss; leaves the thread without gradient mode.
   *
   * @param step number of the step, from 1
   * @return the global norm of the gradients; not finite where the step was left out
   */
  double descend(NDArray loss, double rate, long step) {
    List<NDArray> gradients = kernels.callForList("gradients", loss, learning);
    Execution.prepareThread();
    double norm = adam.step(gradients, rate);
    if (Double.isFinite(norm)) {
      average(step);
    }
    return norm;
  }

  /** A young average forgets faster, so that it does not hold on to the initial weights. */
  private void average(long step) {
    double decay = Math.min(averageDecay, (1.0 + step) / (10.0 + step));
    try (Scope scope = new Scope()) {
      kernels.call("average_step", averages, values, 1 - decay);
    }
  }

  /** The moving average, and what is gathered beside it. */
  List<HostTensor> averaged() {
    List<HostTensor> tensors = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      tensors.add(HostTensors.of(name(i), averages.get(i)));
    }
    gathered.forEach(buffer -> tensors.add(HostTensors.of(buffer.spec().name(), buffer.value())));
    return tensors;
  }

  /** Weights, average and moments. */
  List<HostTensor> tensors() {
    List<HostTensor> tensors = new ArrayList<>(adam.tensors());
    for (int i = 0; i < trained.size(); i++) {
      tensors.add(HostTensors.of(name(i), values.get(i)));
      tensors.add(HostTensors.of(AVERAGE + name(i), averages.get(i)));
    }
    gathered.forEach(buffer -> tensors.add(HostTensors.of(buffer.spec().name(), buffer.value())));
    return tensors;
  }

  /**
   * Takes over what {@link #tensors} gave.
   *
   * @throws io.understudy.model.weights.WeightsException naming a tensor that {@code state} lacks
   */
  void restore(Weights state) {
    for (int i = 0; i < trained.size(); i++) {
      HostTensors.copy(state.tensor(name(i)), values.get(i));
      HostTensors.copy(state.tensor(AVERAGE + name(i)), averages.get(i));
    }
    gathered.forEach(
        buffer -> HostTensors.copy(state.tensor(buffer.spec().name()), buffer.value()));
    adam.restore(state::tensor);
  }

  private String name(int index) {
    return trained.get(index).spec().name();
  }
}
