package io.understudy.benchmarks.jmh;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Precision;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import java.util.Random;

/** An execution on the CPU with seeded tensors, for one trial. One thread; the trial closes it. */
final class Tensors implements AutoCloseable {
  private final Random random = new Random(1);
  private final Execution execution;

  Tensors(String precision) {
    execution = Execution.open(Device.cpu(), Precision.of(precision));
  }

  Execution execution() {
    return execution;
  }

  /** fp32 noise in [-1, 1). */
  NDArray noise(long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return execution.manager().create(values, sizes);
  }

  /** Noise as the layers of this precision expect a map. */
  NDArray map(long... shape) {
    return execution.toWorking(noise(shape));
  }

  /** Noise as the layers of this precision expect tokens. */
  NDArray tokens(long... shape) {
    NDArray noise = noise(shape);
    return execution.precision() == Precision.FAST ? execution.kernels().toBfloat16(noise) : noise;
  }

  /** Gives every declared parameter noise. */
  void load(Parameters root) {
    root.load(spec -> noise(spec.shape()));
  }

  /** Owns what is computed while it is open (JMH has a Scope of its own). */
  Scope scope() {
    return new Scope();
  }

  @Override
  public void close() {
    execution.close();
  }
}
