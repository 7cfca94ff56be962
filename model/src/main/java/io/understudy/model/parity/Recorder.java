package io.understudy.model.parity;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import java.util.HashMap;
import java.util.Map;

/** Copies what it hears to the heap. One thread. */
final class Recorder implements Tap {
  private final Kernels kernels;
  private final boolean training;
  private final Map<String, HostArray> arrays = new HashMap<>();

  Recorder(Kernels kernels) {
    this(kernels, false);
  }

  /**
   * @param training whether what only training computes is wanted too
   */
  Recorder(Kernels kernels, boolean training) {
    this.kernels = kernels;
    this.training = training;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public void accept(String name, NDArray value) {
    float[] values = kernels.toFloat(value).toFloatArray();
    arrays.put(name, new HostArray(value.getShape().getShape(), values));
  }

  /** Records under {@code prefix} and the name. */
  Tap under(String prefix) {
    return (name, value) -> accept(prefix + name, value);
  }

  /** What was heard under a name, null if nothing was. */
  HostArray find(String name) {
    return arrays.get(name);
  }
}
