package io.understudy.model.kernel;

import ai.djl.ndarray.NDArray;

/** Hears kernel calls: measurements count work with it, the live path does not listen. */
@FunctionalInterface
public interface KernelListener {
  /** Listens to nothing. */
  KernelListener NONE = (function, arguments, result) -> {};

  /**
   * Called on the thread of the call, after it.
   *
   * @param arguments what the function was called with; borrowed, like {@code result}
   */
  void called(String function, Object[] arguments, NDArray result);
}
