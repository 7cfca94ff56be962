package io.understudy.model.training;

import io.understudy.model.layer.Parameter;
import io.understudy.model.network.Network;
import io.understudy.model.ost.ScaleTransform;
import java.util.List;
import java.util.stream.Collectors;

/** What settings of a training ask of the network that is to be trained: all refused beforehand. */
final class TrainingRequirements {
  private final String preset;
  private final Network network;
  private final List<Parameter> trained;

  /**
   * @param preset name of the network's preset, for messages
   * @param trained parameters of the network
   */
  TrainingRequirements(String preset, Network network, List<Parameter> trained) {
    this.preset = preset;
    this.network = network;
    this.trained = trained;
  }

  /**
   * Looks at all of them.
   *
   * @param looks whether there is a perceptual network
   * @throws IllegalArgumentException saying what the settings ask for that the network lacks
   */
  void check(TrainingSettings settings, AdversarialSettings adversarial, boolean looks) {
    requireKnown(settings.optimizer());
    requireScale(settings.stages());
    requireDetail(settings);
    if (adversarial.present()) {
      requireReconstruction(settings.losses(), looks);
      requireLearning(settings.optimizer());
    }
  }

  private void requireReconstruction(LossWeights weights, boolean looks) {
    if (!weights.has(LossTerm.PIXEL) && !(looks && weights.has(LossTerm.PERCEPTUAL))) {
      throw new IllegalArgumentException(
          "a discriminator is weighed against the losses 'pixel' and 'perceptual', of which none counts: give one a weight, or leave the discriminator out");
    }
  }

  private void requireLearning(OptimizerSettings optimizer) {
    String last = Adversary.lastConvolution(trained).spec().name();
    if (optimizer.rateFactor(last) == 0) {
      throw new IllegalArgumentException(
          "a discriminator is weighed at %s, whose learning rate is 0: let it learn, or leave the discriminator out"
              .formatted(last));
    }
  }

  private void requireScale(StageSteps stages) {
    boolean rectifies = network.scaleTransform().filter(ScaleTransform::rectifies).isPresent();
    if (stages.scale() > 0 && !rectifies) {
      throw new IllegalArgumentException(
          "%s has no scale transformation, so that %d steps of it train nothing: leave them out or add part 'scale'"
              .formatted(preset, stages.scale()));
    }
  }

  private void requireDetail(TrainingSettings wanted) {
    if (wanted.stages().detail() > 0
        && (network.faceDetail().isEmpty() || !wanted.losses().has(LossTerm.LANDMARKS))) {
      throw new IllegalArgumentException(
          "%d steps of the face's detail need part 'detail' in preset %s and landmarks to learn from: add it and fetch the face mesh, or leave the steps out"
              .formatted(wanted.stages().detail(), preset));
    }
  }

  private void requireKnown(OptimizerSettings optimizer) {
    for (String beginning : optimizer.rateFactors().keySet()) {
      if (names().stream().noneMatch(name -> name.startsWith(beginning))) {
        throw new IllegalArgumentException(
            "no parameter of %s begins with '%s', a learning rate of its own needs one: they begin with %s"
                .formatted(preset, beginning, beginnings()));
      }
    }
    if (names().stream().noneMatch(name -> optimizer.rateFactor(name) > 0)) {
      throw new IllegalArgumentException(
          "every parameter has the learning rate 0, one must learn: leave a factor out");
    }
  }

  /** The first two words of the parameters' names. */
  private String beginnings() {
    return names().stream()
        .map(name -> name.split("\\."))
        .map(words -> String.join(".", List.of(words).subList(0, Math.min(2, words.length))))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private List<String> names() {
    return trained.stream().map(parameter -> parameter.spec().name()).toList();
  }
}
