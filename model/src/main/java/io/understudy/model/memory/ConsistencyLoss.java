package io.understudy.model.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import io.understudy.model.preset.ConsistencyForm;
import java.util.Optional;

/**
 * The consistency term of MCNet (NETWORKS section 2.3): what the memory gives as values shall look
 * like what it is asked for. Listens while a network runs; the projected feature is detached,
 * values and feature are brought to one size, absolute differences are averaged and summed over the
 * maps.
 *
 * <p>Owns its tensors. One pass, one thread.
 */
public final class ConsistencyLoss implements Tap, AutoCloseable {
  private final Kernels kernels;
  private final ConsistencyForm form;
  private NDArray feature;
  private NDArray sum;

  /**
   * @param form to whose size the other is resized, bilinearly, corners on corners
   */
  public ConsistencyLoss(Kernels kernels, ConsistencyForm form) {
    this.kernels = kernels;
    this.form = form;
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
    NDArray target = kernels.toFloat(feature.stopGradient());
    NDArray remembered = kernels.toFloat(value);
    NDArray term =
        form == ConsistencyForm.WHOLE_FEATURE
            ? kernels.call("mean_absolute", resized(remembered, target), target)
            : kernels.call("mean_absolute", remembered, resized(target, remembered));
    NDArray before = sum;
    sum = before == null ? term : before.add(term);
    NDScope.unregister(sum);
    if (before != null) {
      before.close();
    }
  }

  private NDArray resized(NDArray map, NDArray like) {
    Shape shape = like.getShape();
    return kernels.resizeIfNeeded(map, (int) shape.get(2), (int) shape.get(3), true);
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
