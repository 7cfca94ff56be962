package io.understudy.model.explain;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.layer.Tap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies everything that it hears to the heap. One thread. */
final class Recorder implements Tap {
  private final Kernels kernels;
  private final Map<String, Intermediate> heard = new LinkedHashMap<>();

  Recorder(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Codes and what is rebuilt from them are worth a look too. */
  @Override
  public boolean training() {
    return true;
  }

  @Override
  public void accept(String name, NDArray value) {
    float[] values = kernels.toFloat(value).toFloatArray();
    heard.put(name, new Intermediate(value.getShape().getShape(), values));
  }

  /** What was heard, by name; a name that was heard again holds the last. */
  Map<String, Intermediate> heard() {
    return heard;
  }
}
