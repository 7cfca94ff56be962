package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.util.Collection;
import java.util.function.DoubleSupplier;

/** Untrained weights, drawn as the network's layers declare; a seed gives the same every time. */
public final class InitialWeights {
  private InitialWeights() {}

  /** The initial weights of all declared tensors that are not derived. */
  public static Weights of(Preset preset, Collection<ParameterSpec> specs, long seed) {
    return Weights.of(
        preset,
        TrainingRecord.initial(seed),
        specs.stream()
            .filter(spec -> spec.kind() != Kind.DERIVED)
            .map(spec -> tensor(spec, seed))
            .toList());
  }

  /** One tensor; depends on its name, shape, initialiser and the seed alone. */
  public static HostTensor tensor(ParameterSpec spec, long seed) {
    int size = (int) HostTensor.elements(spec.name(), spec.shape());
    if (spec.kind() == Kind.COUNTER) {
      return HostTensor.ofLongs(spec.name(), spec.shape(), new long[size]);
    }
    float[] values = new float[size];
    DoubleSupplier draw = draw(spec.initializer(), new NamedStream(spec.name(), seed));
    for (int i = 0; i < size; i++) {
      values[i] = (float) draw.getAsDouble();
    }
    return HostTensor.ofFloats(spec.name(), spec.shape(), values);
  }

  private static DoubleSupplier draw(Initializer initializer, NamedStream stream) {
    if (initializer instanceof Initializer.Constant constant) {
      return constant::value;
    } else if (initializer instanceof Initializer.Repeated repeated) {
      int[] next = {0};
      return () -> repeated.values()[next[0]++ % repeated.values().length];
    } else if (initializer instanceof Initializer.Uniform uniform) {
      return () -> uniform.bound() * stream.next();
    } else if (initializer instanceof Initializer.Normal normal) {
      return () -> normal.deviation() * stream.nextNormal();
    }
    throw new IllegalArgumentException("no way to draw " + initializer);
  }
}
