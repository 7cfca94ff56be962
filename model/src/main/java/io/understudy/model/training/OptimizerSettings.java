package io.understudy.model.training;

import java.io.Serializable;

/**
 * Settings of the optimiser (NETWORKS section 1.7, 2.4).
 *
 * @param rate learning rate at full height
 * @param beta1 decay of the gradients' mean
 * @param beta2 decay of the gradients' squares
 * @param largestNorm bound on the global norm of the gradients
 * @param averageDecay decay of the moving average of the weights
 */
public record OptimizerSettings(
    double rate, double beta1, double beta2, double largestNorm, double averageDecay)
    implements Serializable {
  public OptimizerSettings {
    if (!(rate > 0) || !(largestNorm > 0)) {
      throw new IllegalArgumentException(
          "learning rate and bound of the gradients' norm must be positive, got %s and %s"
              .formatted(rate, largestNorm));
    }
    if (!(beta1 >= 0) || !(beta1 < 1)) {
      throw new IllegalArgumentException(
          "the decay of the gradients' mean must be in [0, 1), got " + beta1);
    }
  }

  /** FOMM's and MCNet's, with an average over about a thousand steps. */
  public static OptimizerSettings published(double rate) {
    return new OptimizerSettings(rate, 0.5, 0.999, 10, 0.999);
  }

  /** The same with another decay of the gradients' mean, in [0, 1). */
  public OptimizerSettings withMomentum(double decay) {
    return new OptimizerSettings(rate, decay, beta2, largestNorm, averageDecay);
  }
}
