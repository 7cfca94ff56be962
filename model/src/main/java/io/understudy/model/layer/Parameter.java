package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.weights.ParameterSpec;

/** A declared tensor and, once loaded, its fp32 value on the network's device. */
public final class Parameter {
  private final ParameterSpec spec;
  private NDArray value;

  Parameter(ParameterSpec spec) {
    this.spec = spec;
  }

  public ParameterSpec spec() {
    return spec;
  }

  /** The value; borrowed, the network's manager owns it. */
  public NDArray value() {
    if (value == null) {
      throw new IllegalStateException("parameter " + spec.name() + " has no value: load weights");
    }
    return value;
  }

  void load(NDArray loaded) {
    value = loaded;
  }

  /** Frees the fp32 value; for layers that keep a packed copy of their own. */
  public void release() {
    value().close();
    value = null;
  }
}
