package io.understudy.model.perceptual;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import java.util.Arrays;

/** A part of an Inception network that takes one map and gives one. */
interface InceptionStep {
  NDArray forward(NDArray x);

  /** This step and the one behind it. */
  default InceptionStep then(InceptionStep next) {
    return x -> next.forward(forward(x));
  }

  /** Branches of the same map, their channels one behind the other. */
  static InceptionStep concat(Kernels kernels, InceptionStep... branches) {
    return x ->
        kernels.concat(
            1, Arrays.stream(branches).map(branch -> branch.forward(x)).toArray(NDArray[]::new));
  }
}
