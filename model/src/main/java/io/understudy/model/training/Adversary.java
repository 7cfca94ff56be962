package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import io.understudy.model.engine.Networks;
import io.understudy.model.face.FaceRefiner;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Kernels;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.InitialWeights;
import io.understudy.model.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A discriminator that is trained beside the network, and what the network loses to it. Lives in
 * the trainer's execution; the trainer's thread.
 */
final class Adversary {
  private static final String NAME = "adversary.";
  private static final int COLOURS = 3;
  private static final double LEAST_LENGTH = 1e-4;

  private final Execution execution;
  private final AdversarialSettings settings;
  private final Parameters root;
  private final Discriminator discriminator;
  private final RunningStatistics statistics;
  private final List<NDArray> values;
  private final Adam adam;

  /**
   * An untrained one.
   *
   * @param preset of the network that it is trained beside, for the record
   * @param seed of its first weights
   */
  Adversary(
      Execution execution,
      AdversarialSettings settings,
      OptimizerSettings optimizer,
      Preset preset,
      long seed) {
    this.execution = execution;
    this.settings = settings;
    this.root = Parameters.of(execution);
    this.discriminator = new Discriminator(root, settings.channels());
    Networks.load(root, InitialWeights.of(preset, root.specs(), seed));
    this.statistics = new RunningStatistics(execution, root.gathered());
    this.values = root.trained().stream().map(Parameter::value).toList();
    values.forEach(value -> value.setRequiresGradient(true));
    List<String> names = root.trained().stream().map(trained -> trained.spec().name()).toList();
    this.adam = new Adam(execution, optimizer, NAME + "adam.", names, values);
  }

  /**
   * Adds to a step's losses what the network loses by the picture that it drew, if it drew one.
   *
   * @param last weight of the network's last convolution
   */
  void join(Losses losses, NDArray last) {
    statistics.keep();
    losses
        .output()
        .ifPresent(
            made -> {
              NDArray loss = loss(made);
              losses.add("adversarial", weight(losses.reconstruction(), loss, last), loss);
            });
  }

  /** Takes back what the step that was joined last has shown it. */
  void forget() {
    statistics.putBack();
  }

  /** What the network loses by pictures (B, 3, H, W) that are told from real ones; unweighted. */
  NDArray loss(NDArray made) {
    try (Scope scope = new Scope()) {
      NDArray scores = discriminator.scores(made);
      return scope.keep(execution.kernels().call(settings.form().ofGenerator(), scores));
    }
  }

  /**
   * What the loss weighs, so that it neither drowns nor is drowned: {@code share * clamp(|g_r| /
   * (|g_a| + 1e-4), 0, 1)} of the gradients of {@code reconstruction} and {@code adversarial} at
   * the network's last convolution. Both graphs stay.
   */
  double weight(NDArray reconstruction, NDArray adversarial, NDArray last) {
    try (Scope scope = new Scope()) {
      Kernels kernels = execution.kernels();
      double wanted = kernels.call("gradient_length", reconstruction, last).getFloat();
      double own = kernels.call("gradient_length", adversarial, last).getFloat();
      return settings.share() * Math.min(1, wanted / (own + LEAST_LENGTH));
    }
  }

  /**
   * One step of the discriminator; leaves the thread without gradient mode.
   *
   * @param real pictures as they should be
   * @param made pictures of the network; no gradient flows into it
   * @return its loss
   */
  double step(NDArray real, NDArray made, double rate) {
    Execution.prepareThreadForTraining();
    try (Scope scope = new Scope()) {
      NDArray loss =
          execution
              .kernels()
              .call(
                  settings.form().ofDiscriminator(),
                  discriminator.scores(real),
                  discriminator.scores(made.stopGradient()));
      List<NDArray> gradients = execution.kernels().callForList("gradients", loss, values);
      Execution.prepareThread();
      if (!Double.isFinite(adam.step(gradients, rate))) {
        forget();
      }
      return loss.getFloat();
    }
  }

  /**
   * The last trained convolution to three colours of all of the picture, at which gradients are
   * compared.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Parameter lastConvolution(List<Parameter> trained) {
    return trained.stream()
        .filter(parameter -> parameter.spec().shape().length == 4)
        .filter(parameter -> parameter.spec().shape()[0] == COLOURS)
        .filter(parameter -> !parameter.spec().name().startsWith(FaceRefiner.NAME))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () -> new IllegalArgumentException("the network has no convolution to three colours"));
  }

  /** Weights, statistics and moments, by names that no network has. */
  List<HostTensor> tensors() {
    List<HostTensor> tensors = new ArrayList<>(adam.tensors());
    kept().forEach(kept -> tensors.add(HostTensors.of(NAME + kept.spec().name(), kept.value())));
    return tensors;
  }

  /** Takes over what {@link #tensors} gave, if {@code state} has it; otherwise stays as it is. */
  void restore(Weights state) {
    if (state.find(NAME + root.trained().get(0).spec().name()).isPresent()) {
      kept()
          .forEach(kept -> HostTensors.copy(state.tensor(NAME + kept.spec().name()), kept.value()));
      adam.restore(state::tensor);
    }
  }

  private List<Parameter> kept() {
    List<Parameter> kept = new ArrayList<>(root.trained());
    kept.addAll(root.gathered());
    return kept;
  }
}
