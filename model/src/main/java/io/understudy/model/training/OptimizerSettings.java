package io.understudy.model.training;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the optimiser (NETWORKS section 1.7, 2.4).
 *
 * @param rate learning rate at full height
 * @param beta1 decay of the gradients' mean
 * @param beta2 decay of the gradients' squares
 * @param largestNorm bound on the global norm of the gradients
 * @param averageDecay decay of the moving average of the weights
 * @param rateFactors what the learning rate is multiplied by for parameters whose names begin so; 0
 *     keeps them as they are
 */
public record OptimizerSettings(
    double rate,
    double beta1,
    double beta2,
    double largestNorm,
    double averageDecay,
    Map<String, Double> rateFactors)
    implements Serializable {
  public OptimizerSettings {
    rateFactors = Collections.unmodifiableMap(new TreeMap<>(rateFactors));
    if (!(rate > 0) || !(largestNorm > 0)) {
      throw new IllegalArgumentException(
          "learning rate and bound of the gradients' norm must be positive, got %s and %s"
              .formatted(rate, largestNorm));
    }
    if (!(beta1 >= 0) || !(beta1 < 1)) {
      throw new IllegalArgumentException(
          "the decay of the gradients' mean must be in [0, 1), got " + beta1);
    }
    rateFactors.forEach(OptimizerSettings::requireFactor);
  }

  private static void requireFactor(String names, double factor) {
    if (!(factor >= 0) || !Double.isFinite(factor)) {
      throw new IllegalArgumentException(
          "the factor of the rate of %s must be 0 or more and finite, got %s"
              .formatted(names, factor));
    }
  }

  /** FOMM's and MCNet's, with an average over about a thousand steps. */
  public static OptimizerSettings published(double rate) {
    return new OptimizerSettings(rate, 0.5, 0.999, 10, 0.999, Map.of());
  }

  /** The same with another decay of the gradients' mean, in [0, 1). */
  public OptimizerSettings withMomentum(double decay) {
    return new OptimizerSettings(rate, decay, beta2, largestNorm, averageDecay, rateFactors);
  }

  /** The same with other learning rates for some parameters, see {@code rateFactors}. */
  public OptimizerSettings withRateFactors(Map<String, Double> factors) {
    return new OptimizerSettings(rate, beta1, beta2, largestNorm, averageDecay, factors);
  }

  /** What the rate of a parameter is multiplied by: the longest beginning decides. */
  double rateFactor(String parameter) {
    return rateFactors.keySet().stream()
        .filter(parameter::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(rateFactors::get)
        .orElse(1.0);
  }
}
