package io.understudy.model.weights;

import io.understudy.model.preset.Preset;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.util.Collection;
import java.util.function.DoubleUnaryOperator;

/**
 * Weights computed from names and shapes alone, equal bit for bit to those behind the reference
 * figures (NETWORKS section 10). Not for reenactment: they are random.
 */
public final class FormulaWeights {
  private static final double GAIN = 1.5;

  private FormulaWeights() {}

  /** The weights of all declared tensors that are not derived. */
  public static Weights of(Preset preset, Collection<ParameterSpec> specs, long seed) {
    return Weights.of(
        preset,
        TrainingRecord.initial(seed),
        specs.stream()
            .filter(spec -> spec.kind() != Kind.DERIVED)
            .map(spec -> tensor(spec.name(), spec.shape(), seed))
            .toList());
  }

  /** One tensor by its full name, such as {@code generator.first.conv.weight}. */
  public static HostTensor tensor(String name, long[] shape, long seed) {
    if (last(name).equals("num_batches_tracked")) {
      return HostTensor.ofLongs(name, shape, new long[1]);
    }
    NamedStream stream = new NamedStream(name, seed);
    float[] values = new float[(int) HostTensor.elements(name, shape)];
    if (name.endsWith("jacobian.bias")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((i % 4 == 0 || i % 4 == 3 ? 1 : 0) + 0.05 * stream.next());
      }
    } else {
      DoubleUnaryOperator rule = rule(name, shape);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) rule.applyAsDouble(stream.next());
      }
    }
    return HostTensor.ofFloats(name, shape, values);
  }

  /** The value of a name from u in [-1, 1); the first rule that fits wins. */
  private static DoubleUnaryOperator rule(String name, long[] shape) {
    String last = last(name);
    boolean weight = last.equals("weight") || last.equals("in_proj_weight");
    if (last.equals("running_mean")) {
      return u -> 0.1 * u;
    } else if (last.equals("running_var")) {
      return u -> 1.0 + 0.5 * u;
    } else if (name.endsWith("jacobian.weight")) {
      return scaled(0.5 * Math.sqrt(3.0 / fanIn(shape)));
    } else if (name.endsWith(".kp.weight")) {
      return scaled(Math.sqrt(3.0 / fanIn(shape)));
    } else if (last.equals("mb") || name.endsWith("embedding.weight")) {
      return u -> u;
    } else if (last.startsWith("position_emb")) {
      return u -> 0.5 * u;
    } else if (name.contains("styleconv.") || name.endsWith("conv_kv.weight")) {
      return memoryRule(name, shape);
    } else if (damped(name)) {
      return scaled(0.1 * Math.sqrt(3.0 / fanIn(shape)));
    } else if (weight && shape.length >= 2) {
      return scaled(Math.sqrt(GAIN * 3.0 / fanIn(shape)));
    } else if (last.equals("weight")) {
      return u -> 1 + 0.2 * u;
    }
    return u -> 0.1 * u;
  }

  /** Parts of MCNet's memory that are not drawn like common convolutions. */
  private static DoubleUnaryOperator memoryRule(String name, long[] shape) {
    if (name.endsWith("conv_kv.weight")) {
      return scaled(Math.sqrt(6.0 * shape[1] / fanIn(shape)));
    } else if (name.endsWith("modulated_conv.weight") || name.endsWith("modulation.weight")) {
      return scaled(Math.sqrt(3));
    } else if (name.endsWith("modulation.bias")) {
      return u -> 1 + 0.1 * u;
    } else if (name.endsWith("styleconv.weight")) {
      return u -> 0.1;
    }
    return u -> 0.1 * u;
  }

  /** Last convolutions, kept small so that flows and pictures stay in range. */
  private static boolean damped(String name) {
    return name.endsWith("generator.blocks.18.weight")
        || name.endsWith("refine.conv2.weight")
        || name.endsWith("refine.convo2.weight");
  }

  private static DoubleUnaryOperator scaled(double factor) {
    return u -> factor * u;
  }

  private static long fanIn(long[] shape) {
    long product = 1;
    for (int i = 1; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
