package io.understudy.pipeline.cli;

import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.training.LossTerm;
import io.understudy.model.training.LossWeights;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.models.ModelsFolder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What output and driving frame are compared by, and what each comparison weighs. */
final class LossOptions {
  @Option(
      names = "--loss",
      paramLabel = "NAME=WEIGHT",
      description =
          "Weigh a loss otherwise, 0 leaves it out; may be repeated. One of: ${COMPLETION-CANDIDATES}.")
  private Map<LossTerm, Double> losses = new EnumMap<>(LossTerm.class);

  @Option(
      names = "--perceptual",
      paramLabel = "none|stand-in|FILE",
      description =
          "Compare output and driving frame by a network too: the fetched stand-in, or torchvision's"
              + " VGG-19 (default: ${DEFAULT-VALUE}).")
  private String perceptual = "none";

  /** Losses that are weighed otherwise than usual. */
  Map<LossTerm, Double> weighed() {
    return losses;
  }

  /** Whether a network compares output and driving frame too. */
  boolean compareByNetwork() {
    return !perceptual.equals("none");
  }

  /**
   * The network that compares, empty without one.
   *
   * @throws BadInputException if its file is not there
   */
  Optional<PerceptualFile> perceptual() {
    return ModelsFolder.usual().perceptual(perceptual);
  }

  /**
   * The weights of all losses.
   *
   * @param usual where nothing is said and no network compares
   */
  LossWeights weights(LossWeights usual) {
    LossWeights weights = compareByNetwork() ? usual.perceptual() : usual;
    for (Map.Entry<LossTerm, Double> loss : losses.entrySet()) {
      weights = weights.with(loss.getKey(), loss.getValue());
    }
    return weights;
  }
}
