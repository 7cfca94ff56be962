package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.weights.HostTensor;
import java.nio.FloatBuffer;

/** Tensors of a device to the heap and back. */
final class HostTensors {
  private HostTensors() {}

  /** A copy of {@code array}, fp32. */
  static HostTensor of(String name, NDArray array) {
    return HostTensor.ofFloats(name, array.getShape().getShape(), array.toFloatArray());
  }

  /** Overwrites {@code target}, which keeps its place; same number of elements. */
  static void copy(HostTensor tensor, NDArray target) {
    FloatBuffer view = tensor.floats();
    float[] values = new float[view.remaining()];
    view.get(values);
    target.set(values);
  }
}
