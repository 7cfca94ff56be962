package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.understudy.model.layer.Tap;
import java.util.Optional;

/**
 * Catches the source warped by the flow alone while a network runs, and owns it; networks that do
 * not make it say nothing.
 */
final class WarpedTap implements Tap, AutoCloseable {
  private NDArray warped;

  @Override
  public void accept(String name, NDArray value) {
    if (name.equals("deformed")) {
      NDScope.unregister(value);
      warped = value;
    }
  }

  /** What was caught; borrowed. */
  Optional<NDArray> warped() {
    return Optional.ofNullable(warped);
  }

  @Override
  public void close() {
    if (warped != null) {
      warped.close();
    }
  }
}
