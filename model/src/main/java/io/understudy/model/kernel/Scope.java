package io.understudy.model.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns every tensor that its thread makes while it is open, whichever manager the tensor attaches
 * to, and frees them when it closes; results move out by {@link #keep}.
 *
 * <p>Scopes nest; a kept tensor belongs to the enclosing scope, or to its manager where there is
 * none. One thread, opened and closed in the same method.
 */
public final class Scope implements AutoCloseable {
  private final NDScope tensors = new NDScope();
  private final List<NDArray> kept = new ArrayList<>();

  /** Moves {@code result} out to the enclosing scope. */
  public NDArray keep(NDArray result) {
    NDScope.unregister(result);
    kept.add(result);
    return result;
  }

  /** Moves all of {@code results} out to the enclosing scope. */
  public <T extends Iterable<NDArray>> T keepAll(T results) {
    results.forEach(this::keep);
    return results;
  }

  /**
   * Takes {@code tensor} out of the innermost open scope for good: its manager owns it from here.
   */
  public NDArray own(NDArray tensor) {
    NDScope.unregister(tensor);
    return tensor;
  }

  @Override
  public void close() {
    tensors.close();
    kept.forEach(NDScope::register);
  }
}
