package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import java.util.List;

/**
 * Running means and variances of a network in training, which every forward pass moves. A pass that
 * must not count, as its loss is not finite or it only draws a preview, is taken back.
 *
 * <p>Lives in the network's execution; its thread.
 */
final class RunningStatistics {
  private final Kernels kernels;
  private final List<NDArray> values;
  private final List<NDArray> kept;

  /**
   * @param gathered what the network gathers while it is trained; changed by {@link #putBack}
   */
  RunningStatistics(Execution execution, List<Parameter> gathered) {
    this.kernels = execution.kernels();
    this.values = gathered.stream().map(Parameter::value).toList();
    this.kept = values.stream().map(NDArray::duplicate).toList();
  }

  /** Remembers them as they are. */
  void keep() {
    copy(kept, values);
  }

  /** Takes back what has moved them since {@link #keep}. */
  void putBack() {
    copy(values, kept);
  }

  private void copy(List<NDArray> to, List<NDArray> from) {
    if (!to.isEmpty()) {
      try (Scope scope = new Scope()) {
        kernels.call("copy_all", to, from);
      }
    }
  }
}
