package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;

/**
 * Receives named intermediates of a network while it runs: parity checks and explanations listen,
 * the live path does not.
 *
 * <p>A tensor is borrowed for the duration of the call.
 */
@FunctionalInterface
public interface Tap {
  /** Listens to nothing. */
  Tap NONE = (name, value) -> {};

  void accept(String name, NDArray value);

  /** Whether what only training computes is wanted too: quantised codes and their losses. */
  default boolean training() {
    return false;
  }

  /** Whether a value that only training computes is wanted: some cost as much as a picture. */
  default boolean wants(String name) {
    return training();
  }
}
