package io.understudy.pipeline.cli;

import io.understudy.model.MotionMode;
import io.understudy.model.kernel.Precision;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import io.understudy.pipeline.evaluate.ClipResult;
import io.understudy.pipeline.evaluate.Evaluation;
import io.understudy.pipeline.evaluate.EvaluationJob;
import io.understudy.pipeline.evaluate.FrameSelection;
import io.understudy.pipeline.evaluate.Protocol;
import io.understudy.pipeline.evaluate.ScorerModels;
import io.understudy.pipeline.evaluate.TestPair;
import io.understudy.pipeline.evaluate.TestSet;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Judge weights on a folder of clips by the papers' protocols.",
      "Clips that cannot be decoded are skipped and named; exit code 1 where none is left."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final String RENDERED = "rendered";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ReportOptions report;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights to judge; without them the preset is judged untrained.")
  private Path weights;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset; needed without --weights only.")
  private String preset;

  @Option(
      names = "--clips",
      paramLabel = "FOLDER|rendered",
      required = true,
      description = "Folder of mp4 files, or the heads that Understudy renders itself.")
  private String clips;

  @Option(
      names = "--protocol",
      paramLabel = "same|scale|cross",
      description = {
        "same: a clip's first frame is the source. scale: and driving frames are zoomed.",
        "cross: the source is another person's first frame (default: ${DEFAULT-VALUE})."
      })
  private Protocol protocol = Protocol.SAME;

  @Option(
      names = "--motion",
      paramLabel = "absolute|relative|scaled",
      description = "How motion is applied (default: ${DEFAULT-VALUE}).")
  private MotionMode motion = MotionMode.ABSOLUTE;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description = "fp32, or bf16 where it does not show (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.FAST;

  @Option(
      names = "--device",
      paramLabel = "cpu|gpu|gpuN",
      description = "Where the network runs (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(
      names = "--perceptual",
      paramLabel = "PATH|stand-in|none",
      description = {
        "Network of the figures PD (distance of features) and FD (Frechet distance, by clip):",
        "torchvision's file of VGG-19, or what 'understudy models inception' fetches (default: ${DEFAULT-VALUE})."
      })
  private String perceptual = "none";

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Judge at most N frames of each clip (default: ${DEFAULT-VALUE}).")
  private int maxFrames = 250;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Judge one of N frames (default: ${DEFAULT-VALUE}).")
  private int every = 1;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Clips that are judged at the same time (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the means as CSV to FILE too.")
  private Path csv;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the tables as Markdown to FILE too.")
  private Path markdown;

  @Override
  public Integer call() {
    check();
    FrameSelection selection = new FrameSelection(every, maxFrames);
    List<TestPair> pairs =
        clips.equals(RENDERED)
            ? TestSet.rendered(protocol, selection)
            : TestSet.of(Path.of(clips), protocol, selection);
    PresetReenactorLoader loader = loader();
    loader.check();
    PrintWriter out = spec.commandLine().getOut();
    EvaluationJob job = new EvaluationJob(loader, motion, scorerModels(out), parallelism);
    Evaluation evaluation = new Evaluation(job.run(pairs, clip -> announce(clip, out)));
    show(evaluation, out);
    return evaluation.judged().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void check() {
    report.check();
    for (Path file : new Path[] {csv, markdown}) {
      if (file != null) {
        OutputPath.requireWritable(file);
      }
    }
    requirePositive("--frames", maxFrames);
    requirePositive("--every", every);
    requirePositive("--parallelism", parallelism);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new BadInputException(
          "%s is %d, it must be 1 or more: give another number".formatted(option, value));
    }
  }

  private PresetReenactorLoader loader() {
    if (weights == null && preset == null) {
      throw new BadInputException(
          "neither weights nor a preset are given, one is needed: add --weights FILE or --preset NAME");
    }
    return new PresetReenactorLoader(
        preset == null ? presetOfWeights() : preset,
        weights == null ? UnderstudyConfiguration.Model.INITIAL_WEIGHTS : weights.toString(),
        precision,
        device,
        0);
  }

  private String presetOfWeights() {
    try {
      return WeightsFile.read(weights).description().preset();
    } catch (WeightsException e) {
      throw new BadInputException(e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(e.getMessage() + "; give the path of a weights file", e);
    }
  }

  private ScorerModels scorerModels(PrintWriter out) {
    ModelsFolder models = ModelsFolder.usual();
    Optional<Path> faces = models.find(ModelPackage.FACES);
    String features = models.perceptual(perceptual).map(file -> file.path().toString()).orElse("");
    if (faces.isEmpty()) {
      out.println(
          "AKD, ARD, PRMSE and the correlations of mouth and eyes are missing: 'understudy models' fetches what they need");
    }
    Optional<Path> identity = models.find(ModelPackage.FACERES);
    if (identity.isEmpty()) {
      out.println("AED and CSIM are missing: 'understudy models faceres' fetches what they need");
    }
    out.println("LPIPS, FID and AUCON are missing: this build has no networks for them");
    return new ScorerModels(
        faces.map(Path::toString).orElse(""), identity.map(Path::toString).orElse(""), features);
  }

  private static void announce(ClipResult clip, PrintWriter out) {
    out.println(
        clip.skipped()
            ? "skipped " + clip.clip() + ": " + clip.failure()
            : "judged " + clip.clip() + ", " + clip.frames() + " frames");
    out.flush();
  }

  private void show(Evaluation evaluation, PrintWriter out) {
    Report means = EvaluationTables.means(evaluation, title(evaluation));
    Report each = EvaluationTables.clips(evaluation);
    Report skipped = EvaluationTables.skipped(evaluation);
    Report published = EvaluationTables.published(protocol);
    out.println();
    report.print(means, out);
    report.print(published, out);
    if (!evaluation.skipped().isEmpty()) {
      report.print(skipped, out);
    }
    report.write(List.of(means, each, skipped, published));
    write(csv, TableText.csv(means));
    write(markdown, TableText.markdown(means) + "\n" + TableText.markdown(published));
  }

  private String title(Evaluation evaluation) {
    return "%s %s, %s motion, %s precision: %d clips judged, %d skipped"
        .formatted(
            clips,
            protocol.name().toLowerCase(Locale.ROOT),
            motion.name().toLowerCase(Locale.ROOT),
            precision.name().toLowerCase(Locale.ROOT),
            evaluation.judged().size(),
            evaluation.skipped().size());
  }

  private static void write(Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + file + " cannot be written", e);
    }
  }
}
