package io.understudy.model.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.understudy.model.Picture;
import io.understudy.model.engine.Networks;
import io.understudy.model.engine.PictureTensors;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.layer.Parameter;
import io.understudy.model.layer.Parameters;
import io.understudy.model.layer.Tap;
import io.understudy.model.network.KeypointTensors;
import io.understudy.model.network.Network;
import io.understudy.model.network.ScaledDriving;
import io.understudy.model.ost.ScaleTransform;
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
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
  private final PictureTensors pictures;
  private final ViewAugmentation views;
  private final Augmentation augmentation;
  private final OpticalFlow opticalFlow = new OpticalFlow();
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
    requireKnown(settings.optimizer());
    requireScale(settings.stages());
    requireDetail(settings);
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
    this.pictures = new PictureTensors(execution, network.pixelRange(), settings.sizePixels());
    this.views = new ViewAugmentation(settings.viewAugmentation());
    this.augmentation = new Augmentation(execution);
    this.adversarial = adversarial;
    requireReconstruction(perceptual.isPresent());
    this.adversary = adversarial.present() ? Optional.of(adversary()) : Optional.empty();
  }

  private void requireReconstruction(boolean looks) {
    LossWeights weights = settings.losses();
    if (!adversarial.present()) {
      return;
    }
    if (!weights.has(LossTerm.PIXEL) && !(looks && weights.has(LossTerm.PERCEPTUAL))) {
      throw new IllegalArgumentException(
          "a discriminator is weighed against the losses 'pixel' and 'perceptual', of which none counts: give one a weight, or leave the discriminator out");
    }
    Parameter last = Adversary.lastConvolution(trained);
    if (settings.optimizer().rateFactor(last.spec().name()) == 0) {
      throw new IllegalArgumentException(
          "a discriminator is weighed at %s, whose learning rate is 0: let it learn, or leave the discriminator out"
              .formatted(last.spec().name()));
    }
  }

  private void requireScale(StageSteps stages) {
    boolean rectifies = network.scaleTransform().filter(ScaleTransform::rectifies).isPresent();
    if (stages.scale() > 0 && !rectifies) {
      throw new IllegalArgumentException(
          "%s has no scale transformation, so that %d steps of it train nothing: leave them out or add part 'scale'"
              .formatted(preset.name(), stages.scale()));
    }
  }

  private void requireDetail(TrainingSettings wanted) {
    if (wanted.stages().detail() > 0
        && (network.faceDetail().isEmpty() || !wanted.losses().has(LossTerm.LANDMARKS))) {
      throw new IllegalArgumentException(
          "%d steps of the face's detail need part 'detail' in preset %s and landmarks to learn from: add it and fetch the face mesh, or leave the steps out"
              .formatted(wanted.stages().detail(), preset.name()));
    }
  }

  private void requireKnown(OptimizerSettings optimizer) {
    for (String beginning : optimizer.rateFactors().keySet()) {
      if (names().stream().noneMatch(name -> name.startsWith(beginning))) {
        throw new IllegalArgumentException(
            "no parameter of %s begins with '%s', a learning rate of its own needs one: they begin with %s"
                .formatted(preset.name(), beginning, beginnings()));
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
      TrainingBatch pairs = augmented(seen, random);
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

  private TrainingBatch augmented(List<Pair> batch, RandomGenerator random) {
    Augmented both = augmentation.apply(images(batch), network.pixelRange(), random);
    int size = batch.size();
    NDArray source = both.images().get("0:" + size);
    NDArray driving = both.images().get(size + ":");
    List<LabelledFrame> sources = batch.stream().map(Pair::source).toList();
    List<LabelledFrame> drivers = batch.stream().map(Pair::driving).toList();
    List<Boolean> mirrored = both.mirrored().subList(0, size);
    NDArray change = execution.kernels().call("change", source, driving);
    return new TrainingBatch(
        source,
        driving,
        change.add(FaceEmphasis.of(execution, drivers, mirrored)),
        known(sources, mirrored),
        known(drivers, mirrored),
        MeshPositions.of(execution, sources, mirrored),
        MeshPositions.of(execution, drivers, mirrored),
        denseFlow(batch, mirrored));
  }

  /** Costs as much as a small network, so that it is looked for only where it is asked for. */
  private Optional<DenseFlow> denseFlow(List<Pair> batch, List<Boolean> mirrored) {
    boolean wanted =
        settings.losses().has(LossTerm.DENSE_FLOW)
            && settings.stages().stage(steps).compareTo(Stage.MOTION) >= 0;
    return wanted
        ? Optional.of(DenseFlow.of(execution, opticalFlow, batch, mirrored))
        : Optional.empty();
  }

  private KnownKeypoints known(List<LabelledFrame> frames, List<Boolean> mirrored) {
    int keypoints = preset.configuration().keypoints();
    return KnownKeypoints.of(execution, frames, mirrored, keypoints);
  }

  /**
   * What the network makes of pairs now, under the statistics of this batch, which are not
   * gathered: the trainer stays as it is.
   */
  public List<Preview> preview(List<Pair> pairs) {
    Execution.prepareThread();
    statistics.keep();
    try (Scope scope = new Scope();
        TrainingTerms terms = loss.terms()) {
      PreviewTap tap = new PreviewTap(execution.kernels(), terms);
      NDArray both = images(pairs);
      NDArray source = both.get("0:" + pairs.size());
      NDArray driving = both.get(pairs.size() + ":");
      KeypointTensors located = network.detect(source, Tap.NONE);
      ScaledDriving seen =
          ScaledDriving.detect(network, located, driving, UnaryOperator.identity());
      Optional<NDArray> rectified = rectified(driving, seen);
      KeypointTensors atSource = loss.lookedAgain(source, located);
      NDArray output =
          network.generate(
              network.encode(source, atSource, Tap.NONE),
              atSource,
              loss.lookedAgain(rectified.orElse(driving), seen.keypoints()),
              seen.scaleCode(),
              tap);
      NDArray warped = loss.warped(source, terms).orElseGet(source::zerosLike);
      return previews(rectified, warped, output, tap);
    } finally {
      statistics.putBack();
    }
  }

  private List<Preview> previews(
      Optional<NDArray> rectified, NDArray warped, NDArray output, PreviewTap tap) {
    Optional<List<Picture>> undone = rectified.map(pictures::toPictures);
    List<Picture> moved = pictures.toPictures(warped);
    List<Picture> drawn = pictures.toPictures(output);
    int count = drawn.size();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Preview(
                    undone.map(all -> all.get(i)),
                    moved.get(i),
                    tap.flow(i, count),
                    tap.occlusion(i, count),
                    tap.rebuiltFlow(i, count),
                    drawn.get(i)))
        .toList();
  }

  /** Empty where nothing rectifies. */
  private Optional<NDArray> rectified(NDArray driving, ScaledDriving seen) {
    return network
        .scaleTransform()
        .filter(ScaleTransform::rectifies)
        .map(transform -> transform.rectify(driving, seen.scaleCode().orElseThrow()));
  }

  private NDArray images(List<Pair> batch) {
    List<Picture> all = new ArrayList<>();
    batch.forEach(pair -> all.add(pair.source().picture()));
    batch.forEach(pair -> all.add(pair.driving().picture()));
    return pictures.toTensor(all);
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
    opticalFlow.close();
    execution.close();
  }
}
