package io.understudy.pipeline.cli;

import io.understudy.model.MotionMode;
import io.understudy.model.weights.TrainingRecord;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.evaluate.ClipResult;
import io.understudy.pipeline.evaluate.Evaluation;
import io.understudy.pipeline.evaluate.EvaluationJob;
import io.understudy.pipeline.evaluate.FrameSelection;
import io.understudy.pipeline.evaluate.Protocol;
import io.understudy.pipeline.evaluate.TestPair;
import io.understudy.pipeline.evaluate.TestSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  @Mixin private JudgedModelOptions model;
  @Mixin private ScorerOptions scorers;
  @Mixin private EvaluationReportOptions report;

  @Option(
      names = "--clips",
      paramLabel = "FOLDER|rendered",
      required = true,
      description =
          "Folder of .mp4 files or folders of pictures, or the heads that Understudy renders"
              + " itself.")
  private String clips;

  @Option(
      names = "--protocol",
      paramLabel = "same|scale|cross",
      description = {
        "same: a clip's first frame is the source. scale: and driving frames are zoomed.",
        "cross: the source is another person's first frame (default: same)."
      })
  private Protocol protocol = Protocol.SAME;

  @Option(
      names = "--motion",
      paramLabel = "absolute|relative|scaled",
      description = "How motion is applied (default: absolute).")
  private MotionMode motion = MotionMode.ABSOLUTE;

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

  @Override
  public Integer call() {
    check();
    FrameSelection selection = new FrameSelection(every, maxFrames);
    List<TestPair> pairs =
        clips.equals(RENDERED)
            ? TestSet.rendered(protocol, selection)
            : TestSet.of(Path.of(clips), protocol, selection);
    PrintWriter out = spec.commandLine().getOut();
    PresetReenactorLoader loader = model.loader();
    if (loader.check().training().origin() == TrainingRecord.Origin.INITIAL) {
      out.println("this build has no weights of the preset: it is judged untrained");
    }
    EvaluationJob job = new EvaluationJob(loader, motion, scorers.find(out), parallelism);
    Evaluation evaluation = job.run(pairs, clip -> announce(clip, out));
    report.show(evaluation, protocol, title(evaluation), out);
    return evaluation.judged().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void check() {
    report.check();
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

  private static void announce(ClipResult clip, PrintWriter out) {
    out.println(
        clip.skipped()
            ? "skipped " + clip.clip() + ": " + clip.failure()
            : "judged " + clip.clip() + ", " + clip.frames() + " frames");
    out.flush();
  }

  private String title(Evaluation evaluation) {
    return "%s %s, %s motion, %s precision: %d clips judged, %d skipped"
        .formatted(
            clips,
            protocol.name().toLowerCase(Locale.ROOT),
            motion.name().toLowerCase(Locale.ROOT),
            model.precision().name().toLowerCase(Locale.ROOT),
            evaluation.judged().size(),
            evaluation.skipped().size());
  }
}
