package io.understudy.pipeline.cli;

import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.LossWeights;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StepReport;
import io.understudy.model.training.Trainer;
import io.understudy.model.training.TrainingSettings;
import io.understudy.model.training.WarmStart;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.train.ClipSet;
import io.understudy.pipeline.train.RunOptions;
import io.understudy.pipeline.train.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      "Train a preset on a folder of clips; a run that was cut goes on where its folder stands.",
      "Without a perceptual network the losses are of pixels and keypoints only."
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--preset", paramLabel = "NAME", required = true, description = "What to train.")
  private String preset;

  @Option(
      names = "--clips",
      paramLabel = "DIR",
      required = true,
      description = "Folder of .mp4 files named IDENTITY_N_N.mp4.")
  private Path clips;

  @Option(
      names = "--check",
      paramLabel = "DIR",
      description = "Clips of the contact sheets (default: those of --clips).")
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

  @Option(names = "--steps", description = "Steps in all (default: ${DEFAULT-VALUE}).")
  private long steps = 10_000;

  @Option(names = "--batch", description = "Pairs of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 6;

  @Option(names = "--size", description = "Side of pictures in pixels (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(names = "--rate", description = "Learning rate (default: ${DEFAULT-VALUE}).")
  private double rate = 2e-4;

  @Option(names = "--save-every", description = "In steps (default: ${DEFAULT-VALUE}).")
  private long saveEvery = 200;

  @Option(names = "--seed", description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description = "fp32, or bf16 maps with fp32 weights (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.FAST;

  @Override
  public Integer call() {
    try {
      RunOptions options = new RunOptions(steps, batch, rate, saveEvery, saveEvery, seed);
      ClipSet training = ClipSet.read(clips, size);
      ClipSet checked = check == null ? training : ClipSet.read(check, size);
      PrintWriter console = spec.commandLine().getOut();
      training.skipped().forEach(reason -> console.println("skipped " + reason));
      console.printf("%d identities, %d frames%n", training.identities().size(), training.frames());
      try (Trainer trainer = new Trainer(initial(), settings())) {
        TrainingRun run = new TrainingRun(trainer, training, checked, options, out);
        if (run.resume()) {
          console.printf("resumed at step %d%n", trainer.steps());
        }
        run.run(report -> show(console, report));
      }
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private Weights initial() throws IOException {
    return from == null
        ? Networks.initialWeights(Presets.named(preset), seed)
        : WarmStart.of(Presets.named(preset), WeightsFile.read(from), seed);
  }

  private TrainingSettings settings() {
    return new TrainingSettings(
        size, precision, OptimizerSettings.published(rate), LossWeights.pixelsOnly(), seed);
  }

  private static void show(PrintWriter console, StepReport report) {
    console.println(report);
    console.flush();
  }
}
