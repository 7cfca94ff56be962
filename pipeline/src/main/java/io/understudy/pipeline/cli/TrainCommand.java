package io.understudy.pipeline.cli;

import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.LossTerm;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.training.TrainingStart;
import io.understudy.model.training.WarmStart;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.TrainingSchedule;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.models.ModelsFolder;
import io.understudy.pipeline.train.RunAnnouncements;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingData;
import io.understudy.pipeline.train.TrainingRun;
import io.understudy.pipeline.train.TrainingTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy train}. */
@Command(
    name = "train",
    description = {
      "Train a preset on a folder of clips, a topic or rendered heads; a run that was cut goes on where its folder stands.",
      "Without a perceptual network (--perceptual) the losses are of pixels and keypoints only."
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--preset", paramLabel = "NAME", required = true, description = "What to train.")
  private String preset;

  @Option(
      names = "--clips",
      paramLabel = "DIR",
      description =
          "Folder of .mp4 files or folders of pictures, named IDENTITY_N_N or IDENTITY#N.")
  private Path clips;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description =
          "Train on the driving frames that this topic of the configured broker (--config, --set"
              + " kafka.bootstrap=...) holds now, each stream as a person.")
  private String topic;

  @Option(
      names = "--rendered-heads",
      paramLabel = "N",
      description =
          "Train on N heads that are rendered here too, each as a person of its own (default:"
              + " ${DEFAULT-VALUE}).")
  private int renderedHeads;

  @Option(
      names = "--frames-per-identity",
      paramLabel = "N",
      description =
          "Most frames that are kept of a person, drawn evenly from its clips (default:"
              + " ${DEFAULT-VALUE}).")
  private int frames = TrainingData.USUAL_FRAMES;

  @Option(
      names = "--check",
      paramLabel = "DIR",
      description =
          "Clips of the contact sheets (default: those of --clips, else all that is trained on).")
  private Path check;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the run: weights, state, contact sheets.")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Weights to take over what fits from, of any preset (default: untrained).")
  private Path from;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps in all (default: ${DEFAULT-VALUE}).")
  private long steps = 10_000;

  @Option(
      names = "--keypoint-steps",
      paramLabel = "N",
      description = "First steps that train the keypoints alone (default: ${DEFAULT-VALUE}).")
  private long keypointSteps;

  @Option(
      names = "--detail-steps",
      paramLabel = "N",
      description =
          "Steps after them that train the second look at the face alone, of presets with part 'detail'"
              + " (default: ${DEFAULT-VALUE}).")
  private long detailSteps;

  @Option(
      names = "--scale-steps",
      paramLabel = "N",
      description =
          "Steps after them that train the scale transformation alone (default: ${DEFAULT-VALUE}).")
  private long scaleSteps;

  @Option(
      names = "--motion-steps",
      paramLabel = "N",
      description = "Steps after them that train keypoints and flow (default: ${DEFAULT-VALUE}).")
  private long motionSteps;

  @Option(
      names = "--freeze-keypoints",
      description = "Leave the keypoint detector as it is behind its own steps.")
  private boolean frozenKeypoints;

  @Option(
      names = "--view-augmentation",
      paramLabel = "STRENGTH",
      description =
          "How far both frames of a pair are turned, scaled, shifted and relit alike, 0 to 2"
              + " (default: ${DEFAULT-VALUE}, none, as published).")
  private double viewAugmentation;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pairs of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 6;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "Side of pictures in pixels (default: 128 for networks that take smaller pictures, 256 for"
              + " the others).")
  private Integer size;

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

  @Option(
      names = "--loss",
      paramLabel = "NAME=WEIGHT",
      description =
          "Weigh a loss otherwise, 0 leaves it out; may be repeated. One of: ${COMPLETION-CANDIDATES}.")
  private Map<LossTerm, Double> losses = new EnumMap<>(LossTerm.class);

  @Option(
      names = "--save-every",
      paramLabel = "N",
      description = "In steps (default: ${DEFAULT-VALUE}).")
  private long saveEvery = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description = "fp32, or bf16 maps with fp32 weights (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.FAST;

  @Option(
      names = "--perceptual",
      paramLabel = "none|stand-in|FILE",
      description =
          "Compare output and driving frame by a network too: the fetched stand-in, or torchvision's"
              + " VGG-19 (default: ${DEFAULT-VALUE}).")
  private String perceptual = "none";

  @Option(
      names = "--landmarks",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Use the face mesh where it has been fetched (default: ${DEFAULT-VALUE}).")
  private boolean landmarks = true;

  @Option(
      names = "--trainers",
      paramLabel = "N",
      description =
          "Trainers side by side, each on identities of its own, averaged in rounds (default:"
              + " ${DEFAULT-VALUE}).")
  private int trainers = 1;

  @Option(
      names = "--round-steps",
      paramLabel = "N",
      description =
          "Steps from one average over the trainers to the next (default: ${DEFAULT-VALUE}).")
  private long roundSteps = 50;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      description = "From one Flink checkpoint to the next (default: ${DEFAULT-VALUE}).")
  private long checkpointSeconds = 60;

  @Option(
      names = "--announce",
      description = "Announce each saved weights on topic models of the configured broker.")
  private boolean announce;

  @Mixin private AdversaryOptions adversary;
  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    try {
      TrainingLandmarks mesh = TrainingLandmarks.ifFetched(landmarks);
      trained().require(losses, comparesByNetwork(), mesh.known());
      TrainingRun run = TrainingRun.prepare(request(mesh), initial());
      console.println(run.data());
      if (!mesh.known()) {
        console.println(
            "without landmarks keypoints find their own places, and mouth and eyes weigh no more than"
                + " the rest: fetch the face mesh with 'understudy models faces'");
      }
      if (!comparesByNetwork()) {
        console.println(
            "without a perceptual network output and driving frame are compared by pixels alone: give"
                + " --perceptual stand-in after 'understudy models inception', or the path of"
                + " torchvision's VGG-19");
      }
      run.resumesFrom().ifPresent(place -> console.println("goes on from " + place));
      if (run.leavesOutInitial()) {
        console.printf(
            "%s began from other weights and goes on with those, --from and --seed change that no more:"
                + " give another --out to start anew%n",
            out);
      }
      console.flush();
      run.run(new TrainingConsole(console, steps));
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private TrainedPreset trained() {
    return new TrainedPreset(Presets.named(preset));
  }

  private boolean comparesByNetwork() {
    return !perceptual.equals("none");
  }

  private RunRequest request(TrainingLandmarks mesh) {
    return new RunRequest(
        new TrainingData(Optional.ofNullable(clips), topic(), renderedHeads, frames),
        Optional.ofNullable(check == null ? clips : check),
        out,
        settings(mesh.losses()),
        new TrainingSchedule(steps, batch, rate, saveEvery, saveEvery, seed),
        mesh.source(),
        ModelsFolder.usual().perceptual(perceptual),
        adversary.settings(steps),
        trainers,
        roundSteps,
        Duration.ofSeconds(checkpointSeconds),
        announce ? Optional.of(announcements(configuration.read())) : Optional.empty());
  }

  private static RunAnnouncements announcements(UnderstudyConfiguration settings) {
    return new RunAnnouncements(settings.kafka(), settings.model().announcedFolder());
  }

  private Optional<TrainingTopic> topic() {
    return Optional.ofNullable(topic)
        .map(name -> new TrainingTopic(configuration.read().kafka(), name));
  }

  private Weights initial() throws IOException {
    return from == null
        ? TrainingStart.of(trained().preset(), seed)
        : WarmStart.of(trained().preset(), WeightsFile.read(from), seed);
  }

  private LossWeights weights(LossWeights usual) {
    LossWeights weights = usual;
    for (Map.Entry<LossTerm, Double> loss : losses.entrySet()) {
      weights = weights.with(loss.getKey(), loss.getValue());
    }
    return weights;
  }

  private TrainingSettings settings(LossWeights usual) {
    return new TrainingSettings(
        size == null ? trained().usualSize() : size,
        precision,
        OptimizerSettings.published(rate).withMomentum(momentum).withRateFactors(rateFactors),
        weights(comparesByNetwork() ? usual.perceptual() : usual),
        new StageSteps(keypointSteps, detailSteps, scaleSteps, motionSteps),
        frozenKeypoints,
        viewAugmentation,
        seed);
  }
}
