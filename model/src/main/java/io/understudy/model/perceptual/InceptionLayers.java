package io.understudy.model.perceptual;

import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.weights.HostTensor;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the layers of Keras' InceptionV3 in the order in which Keras numbers them; what the sizes
 * of kernels say comes from the tensors, the rest (stride, padding, branches) stands here.
 */
final class InceptionLayers {
  private final Execution execution;
  private final Kernels kernels;
  private final Function<String, HostTensor> tensors;
  private int number;

  InceptionLayers(Execution execution, Function<String, HostTensor> tensors) {
    this.execution = execution;
    this.kernels = execution.kernels();
    this.tensors = tensors;
  }

  /** The steps from the tap before to {@code tap}; taps are asked for in order. */
  List<InceptionStep> next(InceptionTap tap) {
    return switch (tap) {
      case ACTIVATION_1 -> List.of(convolution(2, false));
      case ACTIVATION_3 -> List.of(convolution(1, false), convolution(1, true));
      case ACTIVATION_5 -> List.of(maxPool(), convolution(1, true), convolution(1, false));
      case MIXED0 -> List.of(maxPool(), block(1, 2, 3));
      case MIXED1, MIXED2 -> List.of(block(1, 2, 3));
      case MIXED3 -> List.of(InceptionStep.concat(kernels, halving(1), halving(3), maxPool()));
      case MIXED4, MIXED5 -> List.of(block(1, 3, 5));
    };
  }

  private InceptionStep convolution(int stride, boolean padded) {
    return new FrozenConvolution(execution, tensors, ++number, stride, padded)::forward;
  }

  private InceptionStep maxPool() {
    return x -> kernels.call("max_pool_three", x);
  }

  /** Branches of so many convolutions each, and one of a pooling and a convolution. */
  private InceptionStep block(int... lengths) {
    InceptionStep[] branches = new InceptionStep[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      branches[i] = chain(lengths[i], 1);
    }
    InceptionStep pooled = convolution(1, true);
    branches[lengths.length] = x -> pooled.forward(kernels.call("avg_pool_three", x));
    return InceptionStep.concat(kernels, branches);
  }

  /** A branch that halves the size with its last convolution. */
  private InceptionStep halving(int length) {
    return chain(length, 2);
  }

  private InceptionStep chain(int length, int lastStride) {
    InceptionStep steps = null;
    for (int i = 0; i < length; i++) {
      boolean halves = lastStride == 2 && i == length - 1;
      InceptionStep step = convolution(halves ? 2 : 1, !halves);
      steps = steps == null ? step : steps.then(step);
    }
    return steps;
  }
}
