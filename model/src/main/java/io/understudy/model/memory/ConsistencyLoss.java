package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import java.util.Optional;

/**
 * The consistency term of MCNet (NETWORKS section 2.3): what the memory gives as values shall look
 * like what it is asked for. Listens while a network runs; the projected feature is resized to the
 * memory and detached, absolute differences are averaged and summed over the maps.
 *
 * <p>Owns its tensors. One pass, one thread.
 */
public final class ConsistencyLoss implements Tap, AutoCloseable {
  private final Kernels kernels;
  private NDArray feature;
  private NDArray sum;

  public ConsistencyLoss(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void accept(String name, NDArray value) {
    if (name.startsWith("mcm.feat")) {
      feature = value;
    } else if (name.startsWith("mcm.value")) {
      add(value);
    }
  }

  private void add(NDArray value) {
    int height = (int) value.getShape().get(2);
    int width = (int) value.getShape().get(3);
    NDArray target =
        kernels.resizeIfNeeded(kernels.toFloat(feature.stopGradient()), height, width, true);
    NDArray term = kernels.call("mean_absolute", kernels.toFloat(value), target);
    NDArray before = sum;
    sum = before == null ? term : before.add(term);
    NDScope.unregister(sum);
    if (before != null) {
      before.close();
    }
  }

  /** The term of the pass, unweighted, where a memory was heard; borrowed until this is closed. */
  public Optional<NDArray> heard() {
    return Optional.ofNullable(sum);
  }

  /**
   * The same of a network that has a memory.
   *
   * @throws IllegalStateException if none was heard
   */
  public NDArray value() {
    return heard()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no memory was heard: the network has none, or did not run"));
  }

  @Override
  public void close() {
    if (sum != null) {
      sum.close();
    }
  }
}
