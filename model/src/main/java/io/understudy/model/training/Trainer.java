package io.understudy.model.training;

import ai.djl.Device;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameters;
import io.understudy.model.network.Network;
import io.understudy.model.network.PixelRange;
import io.understudy.model.perceptual.InceptionTap;
import io.understudy.model.perceptual.PerceptualFile;
import io.understudy.model.perceptual.PerceptualPyramid;
import io.understudy.model.preset.ConsistencyForm;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.weights.HostTensor;
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
  private final Preset preset;
  private final TrainingSettings settings;
  private final Execution execution;
  private final RunningStatistics statistics;
  private final TrainedWeights weights;
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
    Network network = Networks.declare(root, forPictures(settings.sizePixels()));
    Networks.load(root, initial);
    new TrainingRequirements(preset.name(), network, root.trained())
        .check(settings, adversarial, perceptual.isPresent());
    this.statistics = new RunningStatistics(execution, root.gathered());
    this.weights = new TrainedWeights(root, settings.optimizer());
    PixelRange range = network.pixelRange();
    SecondLook secondLook = new SecondLook(network, settings.frozenKeypoints());
    this.loss =
        new ReenactmentLoss(
            execution,
            network,
            settings.losses(),
            secondLook,
            perceptual.map(file -> open(file, range)),
            ConsistencyForm.of(preset.configuration()));
    this.pairTensors =
        new PairTensors(
            execution, range, preset.configuration().keypoints(), settings.sizePixels());
    this.previews = new Previews(execution, network, secondLook, loss, pairTensors);
    this.views = new ViewAugmentation(settings.viewAugmentation());
    this.adversarial = adversarial;
    this.adversary = adversarial.present() ? Optional.of(adversary()) : Optional.empty();
  }

  private ModelConfiguration forPictures(int sizePixels) {
    ModelConfiguration full = preset.configuration();
    return full.forPictures(sizePixels)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s trains on pictures of %d pixels only, got %d"
                        .formatted(full.network(), ModelConfiguration.SIZE_PIXELS, sizePixels)));
  }

  private Adversary adversary() {
    OptimizerSettings optimizer = settings.optimizer().withRateFactors(Map.of());
    return new Adversary(execution, adversarial, optimizer, preset, settings.seed());
  }

  private PerceptualPyramid open(PerceptualFile file, PixelRange range) {
    try {
      return new PerceptualPyramid(execution, file.open(execution, range, InceptionTap.MIXED0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    Stage stage = settings.stages().stage(steps);
    SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + steps);
    Execution.prepareThreadForTraining();
    statistics.keep();
    try (Scope scope = new Scope()) {
      List<Pair> seen = batch.stream().map(pair -> views.apply(pair, random)).toList();
      TrainingBatch pairs = pairTensors.augmented(seen, wantsFlow(stage), random);
      Losses losses = loss.of(pairs, stage, random);
      Optional<Adversary> judge = adversary.filter(known -> adversarial.takesPart(steps));
      judge.ifPresent(known -> known.join(losses, weights.lastConvolution()));
      double norm = weights.descend(losses.total(), rate, steps);
      Map<String, Double> told = losses.values();
      if (!Double.isFinite(norm)) {
        statistics.putBack();
        judge.ifPresent(Adversary::forget);
        return new StepReport(steps, told, norm, true);
      }
      judge
          .filter(known -> losses.output().isPresent())
          .map(known -> known.step(pairs.driving(), losses.output().orElseThrow(), rate))
          .ifPresent(loss -> told.put("discriminator", loss));
      return new StepReport(steps, told, norm, false);
    }
  }

  private boolean wantsFlow(Stage stage) {
    return settings.losses().has(LossTerm.DENSE_FLOW) && stage.compareTo(Stage.MOTION) >= 0;
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

  /**
   * The moving average of the weights, to be published.
   *
   * @param data what they were trained on, for the record
   */
  public Weights averaged(String data) {
    return Weights.of(preset, TrainingRecord.trained(data, steps), weights.averaged());
  }

  /** Everything that a trainer needs to go on: weights, average, moments, step, discriminator. */
  public Weights state(String data) {
    List<HostTensor> tensors = new ArrayList<>(weights.tensors());
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
    weights.restore(state);
    adversary.ifPresent(known -> known.restore(state));
    steps = state.description().training().steps();
  }

  @Override
  public void close() {
    pairTensors.close();
    execution.close();
  }
}
