package io.understudy.model.weights;

/** How a parameter is filled before training; every variant draws from the given stream only. */
public sealed interface Initializer {
  /** All elements equal. */
  record Constant(float value) implements Initializer {}

  /** The given values repeated until the tensor is full. */
  record Repeated(float... values) implements Initializer {}

  /** Uniform in [-bound, bound). */
  record Uniform(float bound) implements Initializer {}

  /** Normal with mean 0. */
  record Normal(float deviation) implements Initializer {}

  Initializer ZEROS = new Constant(0);
  Initializer ONES = new Constant(1);

  /** PyTorch's default of convolutions and linear layers: uniform with bound 1/sqrt(fanIn). */
  static Initializer fanIn(long fanIn) {
    return new Uniform((float) (1 / Math.sqrt(fanIn)));
  }
}
