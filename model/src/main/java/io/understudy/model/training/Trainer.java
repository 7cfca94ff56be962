package io.understudy.model.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.network.Network;
import io.understudy.model.perceptual.InceptionTap;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.perceptual.PerceptualPyramid;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.TrainingRecord;
import io.understudy.model.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Trains a network of any preset on pairs of frames, one step at a call. What a step does depends
 * on the weights, the pairs, the seed and the number of the step alone, so a restored trainer goes
 * on bit for bit.
 *
 * <p>Owns its execution. One thread.
 */
public final class Trainer implements AutoCloseable {
  private static final String AVERAGE = "average.";

  private final Preset preset;
  private final TrainingSettings settings;
  private final Execution execution;
  private final Network network;
  private final List<Parameter> trained;
  private final List<Parameter> gathered;
  private final RunningStatistics statistics;
  private final List<NDArray> values;
  private final List<NDArray> averages = new ArrayList<>();
  private final List<NDArray> learning;
  private final Adam adam;
  private final ReenactmentLoss loss;
  private final PairTensors pairTensors;
  private final Previews previews;
  private final ViewAugmentation views;
  private final AdversarialSettings adversarial;
  private final Optional<Adversary> adversary;
  private long steps;

  /** A trainer without a perceptual network. */
  public Trainer(Weights initial, TrainingSettings settings) {
    this(initial, settings, Optional.empty(), AdversarialSettings.NONE);
  }

  /**
   * A trainer that starts from {@code initial}, at step 0, on the CPU.
   *
   * @param perceptual what output and driving image are compared by, beside their pixels
   * @param adversarial how a discriminator takes part
   * @throws UncheckedIOException if its file cannot be read
   */
  public Trainer(
      Weights initial,
      TrainingSettings settings,
      Optional<PerceptualFile> perceptual,
      AdversarialSettings adversarial) {
    this.preset = initial.description().asPreset();
    this.settings = settings;
    this.execution = Execution.openForTraining(Device.cpu(), settings.precision());
    Parameters root = Parameters.of(execution);
    this.network =
        Networks.declare(root, ReducedSize.of(preset.configuration(), settings.sizePixels()));
    Networks.load(root, initial);
    this.trained = root.trained();
    this.gathered = root.gathered();
    this.statistics = new RunningStatistics(execution, gathered);
    this.values = trained.stream().map(Parameter::value).toList();
    values.forEach(value -> averages.add(value.duplicate()));
    new TrainingRequirements(preset.name(), network, trained)
        .check(settings, adversarial, perceptual.isPresent());
    this.adam = new Adam(execution, settings.optimizer(), "adam.", names(), values);
    this.learning = adam.learning();
    learning.forEach(value -> value.setRequiresGradient(true));
    this.loss =
        new ReenactmentLoss(
            execution,
            network,
            settings.losses(),
            perceptual.map(this::open),
            settings.frozenKeypoints(),
            ConsistencyForm.of(preset.configuration()));
    this.pairTensors =
        new PairTensors(
            execution,
            network.pixelRange(),
            preset.configuration().keypoints(),
            settings.sizePixels());
    this.previews = new Previews(execution, network, loss, pairTensors);
    this.views = new ViewAugmentation(settings.viewAugmentation());
    this.adversarial = adversarial;
    this.adversary = adversarial.present() ? Optional.of(adversary()) : Optional.empty();
  }

  private Adversary adversary() {
    OptimizerSettings optimizer = settings.optimizer().withRateFactors(Map.of());
    return new Adversary(execution, adversarial, optimizer, preset, settings.seed());
  }

  private PerceptualPyramid open(PerceptualFile file) {
    try {
      return new PerceptualPyramid(
          execution, file.open(execution, network.pixelRange(), InceptionTap.MIXED0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    return trained.stream().map(parameter -> parameter.spec().name()).toList();
  }

  /** Steps taken, skipped ones included. */
  public long steps() {
    return steps;
  }

  /**
   * One step on a batch.
   *
   * @param rate learning rate of this step
   */
  public StepReport step(List<Pair> batch, double rate) {
    steps++;
    SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + steps);
    Execution.prepareThreadForTraining();
    statistics.keep();
    try (Scope scope = new Scope()) {
      List<Pair> seen = batch.stream().map(pair -> views.apply(pair, random)).toList();
      TrainingBatch pairs = pairTensors.augmented(seen, wantsFlow(), random);
      Losses losses = loss.of(pairs, settings.stages().stage(steps), random);
      Optional<Adversary> judge = adversary.filter(known -> adversarial.takesPart(steps));
      judge.ifPresent(known -> known.join(losses, Adversary.lastConvolution(trained).value()));
      List<NDArray> gradients =
          execution.kernels().callForList("gradients", losses.total(), learning);
      Execution.prepareThread();
      double norm = adam.step(gradients, rate);
      Map<String, Double> told = losses.values();
      if (!Double.isFinite(norm)) {
        statistics.putBack();
        judge.ifPresent(Adversary::forget);
        return new StepReport(steps, told, norm, true);
      }
      average();
      judge
          .filter(known -> losses.output().isPresent())
          .map(known -> known.step(pairs.driving(), losses.output().orElseThrow(), rate))
          .ifPresent(loss -> told.put("discriminator", loss));
      return new StepReport(steps, told, norm, false);
    }
  }

  private boolean wantsFlow() {
    return settings.losses().has(LossTerm.DENSE_FLOW)
        && settings.stages().stage(steps).compareTo(Stage.MOTION) >= 0;
  }

  /**
   * What the network makes of pairs now, under the statistics of this batch, which are not
   * gathered: the trainer stays as it is.
   */
  public List<Preview> preview(List<Pair> pairs) {
    Execution.prepareThread();
    statistics.keep();
    try {
      return previews.of(pairs);
    } finally {
      statistics.putBack();
    }
  }

  /** A young average forgets faster, so that it does not hold on to the initial weights. */
  private void average() {
    double decay = Math.min(settings.optimizer().averageDecay(), (1.0 + steps) / (10.0 + steps));
    try (Scope scope = new Scope()) {
      execution.kernels().call("average_step", averages, values, 1 - decay);
    }
  }

  /**
   * The moving average of the weights, to be published.
   *
   * @param data what they were trained on, for the record
   */
  public Weights averaged(String data) {
    List<HostTensor> tensors = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      tensors.add(HostTensors.of(trained.get(i).spec().name(), averages.get(i)));
    }
    gathered.forEach(buffer -> tensors.add(HostTensors.of(buffer.spec().name(), buffer.value())));
    return Weights.of(preset, TrainingRecord.trained(data, steps), tensors);
  }

  /** Everything that a trainer needs to go on: weights, average, moments, step, discriminator. */
  public Weights state(String data) {
    List<HostTensor> tensors = new ArrayList<>(adam.tensors());
    for (int i = 0; i < trained.size(); i++) {
      ParameterSpec spec = trained.get(i).spec();
      tensors.add(HostTensors.of(spec.name(), values.get(i)));
      tensors.add(HostTensors.of(AVERAGE + spec.name(), averages.get(i)));
    }
    gathered.forEach(buffer -> tensors.add(HostTensors.of(buffer.spec().name(), buffer.value())));
    adversary.ifPresent(known -> tensors.addAll(known.tensors()));
    return Weights.of(preset, TrainingRecord.trained(data, steps), tensors);
  }

  /**
   * Goes on where the trainer of {@code state} was.
   *
   * @throws io.understudy.model.weights.WeightsException naming a tensor that it lacks
   */
  public void restore(Weights state) {
    Execution.prepareThread();
    for (int i = 0; i < trained.size(); i++) {
      String name = trained.get(i).spec().name();
      HostTensors.copy(state.tensor(name), values.get(i));
      HostTensors.copy(state.tensor(AVERAGE + name), averages.get(i));
    }
    gathered.forEach(
        buffer -> HostTensors.copy(state.tensor(buffer.spec().name()), buffer.value()));
    adam.restore(state::tensor);
    adversary.ifPresent(known -> known.restore(state));
    steps = state.description().training().steps();
  }

  @Override
  public void close() {
    pairTensors.close();
    execution.close();
  }
}
