package io.understudy.pipeline.cli;

import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.training.TrainingStart;
import io.understudy.model.training.WarmStart;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.operators.training.TrainingSchedule;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.train.RunAnnouncements;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

  @Mixin private TrainingDataOptions data;
  @Mixin private StageOptions stages;
  @Mixin private OptimizerOptions optimizer;
  @Mixin private LossOptions losses;
  @Mixin private AdversaryOptions adversary;
  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    try {
      TrainingLandmarks mesh = TrainingLandmarks.ifFetched(landmarks);
      trained().require(losses.weighed(), losses.compareByNetwork(), mesh.known());
      TrainingRun run = TrainingRun.prepare(request(mesh), initial());
      console.println(run.data());
      tellWhatLacks(mesh, console);
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

  private void tellWhatLacks(TrainingLandmarks mesh, PrintWriter console) {
    if (!mesh.known()) {
      console.println(
          "without landmarks keypoints find their own places, and mouth and eyes weigh no more than"
              + " the rest: fetch the face mesh with 'understudy models faces'");
    }
    if (!losses.compareByNetwork()) {
      console.println(
          "without a perceptual network output and driving frame are compared by pixels alone: give"
              + " --perceptual stand-in after 'understudy models inception', or the path of"
              + " torchvision's VGG-19");
    }
  }

  private TrainedPreset trained() {
    return new TrainedPreset(Presets.named(preset));
  }

  private RunRequest request(TrainingLandmarks mesh) {
    return new RunRequest(
        data.data(configuration::read),
        data.sheetClips(),
        out,
        settings(mesh.losses()),
        new TrainingSchedule(steps, batch, optimizer.rate(), saveEvery, saveEvery, seed),
        mesh.source(),
        losses.perceptual(),
        adversary.settings(steps),
        trainers,
        roundSteps,
        Duration.ofSeconds(checkpointSeconds),
        announce ? Optional.of(announcements(configuration.read())) : Optional.empty());
  }

  private static RunAnnouncements announcements(UnderstudyConfiguration settings) {
    return new RunAnnouncements(settings.kafka(), settings.model().announcedFolder());
  }

  private Weights initial() throws IOException {
    return from == null
        ? TrainingStart.of(trained().preset(), seed)
        : WarmStart.of(trained().preset(), WeightsFile.read(from), seed);
  }

  private TrainingSettings settings(LossWeights usual) {
    return new TrainingSettings(
        size == null ? trained().usualSize() : size,
        precision,
        optimizer.settings(),
        losses.weights(usual),
        stages.steps(),
        stages.frozenKeypoints(),
        viewAugmentation,
        seed);
  }
}
