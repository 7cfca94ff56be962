package io.understudy.pipeline.cli;

import io.understudy.model.MotionMode;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.Ablation;
import io.understudy.model.preset.Ablations;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.training.AdversarialSettings;
import io.understudy.model.training.OptimizerSettings;
import io.understudy.model.training.StageSteps;
import io.understudy.model.training.TrainingSettings;
import io.understudy.operators.training.TrainingSchedule;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.ablate.AblationStudy;
import io.understudy.pipeline.evaluate.EvaluationJob;
import io.understudy.pipeline.evaluate.FrameSelection;
import io.understudy.pipeline.evaluate.Protocol;
import io.understudy.pipeline.evaluate.Score;
import io.understudy.pipeline.evaluate.ScorerModels;
import io.understudy.pipeline.evaluate.TestPair;
import io.understudy.pipeline.evaluate.TestSet;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import io.understudy.pipeline.train.RunRequest;
import io.understudy.pipeline.train.TrainingData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy ablate}. */
@Command(
    name = "ablate",
    description = {
      "Train and judge the papers' ablations of a preset, each on the same budget.",
      "Prints the tables as Markdown; a study that was cut goes on where its folder stands."
    })
final class AblateCommand implements Callable<Integer> {
  private static final String RENDERED = "rendered";
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      required = true,
      description = "Of synergize, understudy, mcnet or ostnet.")
  private String preset;

  @Option(
      names = "--clips",
      paramLabel = "DIR",
      required = true,
      description = "Folder of .mp4 files or folders of pictures, named IDENTITY_N_N.")
  private Path clips;

  @Option(
      names = "--judge",
      paramLabel = "FOLDER|rendered",
      description = "Clips to judge on (default: ${DEFAULT-VALUE}).")
  private String judge = RENDERED;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the study: one run for each row, and ablations.md.")
  private Path out;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each row (default: ${DEFAULT-VALUE}).")
  private long steps = 2_000;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pairs of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 6;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of pictures in pixels (default: ${DEFAULT-VALUE}).")
  private int size = 256;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Learning rate (default: ${DEFAULT-VALUE}).")
  private double rate = 2e-4;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--protocol",
      paramLabel = "same|scale|cross",
      description = "As in evaluate (default: same).")
  private Protocol protocol = Protocol.SAME;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Judged of each clip (default: ${DEFAULT-VALUE}).")
  private int maxFrames = 50;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Judge one of N frames (default: ${DEFAULT-VALUE}).")
  private int every = 1;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    try {
      Preset full = Presets.named(preset);
      List<Ablation> rows = Ablations.of(full);
      FrameSelection selection = new FrameSelection(every, maxFrames);
      List<TestPair> pairs =
          judge.equals(RENDERED)
              ? TestSet.rendered(protocol, selection)
              : TestSet.of(Path.of(judge), protocol, selection);
      String tables =
          AblationTables.markdown(
              new AblationStudy(full, budget())
                  .run(
                      rows,
                      (name, weights) -> scores(pairs, name, weights),
                      row -> announced(row, console)),
              steps);
      console.println(tables);
      Files.writeString(out.resolve("ablations.md"), tables);
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private TrainingConsole announced(Ablation row, PrintWriter console) {
    console.println(row.table() + ", " + row.row());
    return new TrainingConsole(console, steps);
  }

  private RunRequest budget() {
    TrainingLandmarks mesh = TrainingLandmarks.ifFetched(true);
    return new RunRequest(
        new TrainingData(clips),
        Optional.of(clips),
        out,
        new TrainingSettings(
            size,
            Precision.FAST,
            OptimizerSettings.published(rate),
            mesh.losses(),
            StageSteps.NONE,
            false,
            0,
            seed),
        new TrainingSchedule(steps, batch, rate, Math.min(200, steps), steps, seed),
        mesh.source(),
        Optional.empty(),
        AdversarialSettings.NONE,
        1,
        1,
        CHECKPOINT_INTERVAL,
        Optional.empty());
  }

  private static Map<String, Score> scores(List<TestPair> pairs, String name, Path weights) {
    PresetReenactorLoader loader =
        new PresetReenactorLoader(name, weights.toString(), Precision.FAST, "cpu", 0);
    String faces = ModelsFolder.usual().find(ModelPackage.FACES).map(Path::toString).orElse("");
    ScorerModels models = new ScorerModels(faces, "", "", List.of(), "");
    EvaluationJob job = new EvaluationJob(loader, MotionMode.ABSOLUTE, models, 1);
    Map<String, Map<String, Score>> means = job.run(pairs, clip -> {}).means();
    return means.entrySet().stream()
        .filter(row -> row.getKey().startsWith(name + "@"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () -> new BadInputException("no clip could be judged: give other clips with --judge"));
  }
}
