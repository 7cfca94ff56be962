package io.understudy.pipeline.cli;

import io.understudy.model.training.OptimizerSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How parameters follow their gradients. */
final class OptimizerOptions {
  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Learning rate (default: ${DEFAULT-VALUE}).")
  private double rate = 2e-4;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      description =
          "Adam's first decay: what is kept of the gradients' mean (default: ${DEFAULT-VALUE}).")
  private double momentum = 0.5;

  @Option(
      names = "--rate-of",
      paramLabel = "NAME=FACTOR",
      description =
          "Multiply the learning rate of parameters whose names begin so, 0 keeps them as they are;"
              + " may be repeated.")
  private Map<String, Double> rateFactors = new LinkedHashMap<>();

  double rate() {
    return rate;
  }

  OptimizerSettings settings() {
    return OptimizerSettings.published(rate).withMomentum(momentum).withRateFactors(rateFactors);
  }
}
