package io.understudy.model.training;

import java.util.Map;

/**
 * What one training step did.
 *
 * @param step number of the step, from 1
 * @param losses weighted value of each loss by name; {@code total} is their sum
 * @param gradientNorm global norm before it was bounded
 * @param skipped whether the step was left out because a value was not finite
 */
public record StepReport(
    long step, Map<String, Double> losses, double gradientNorm, boolean skipped) {
  public StepReport {
    losses = Map.copyOf(losses);
  }
}
