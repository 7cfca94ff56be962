package io.understudy.pipeline.cli;

import io.understudy.model.Picture;
import io.understudy.model.explain.Explainer;
import io.understudy.model.explain.Explanation;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.explain.ExplanationPage;
import io.understudy.pipeline.explain.StillPicture;
import io.understudy.pipeline.local.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy explain}. */
@Command(
    name = "explain",
    description = {
      "Show what a network computes on its way, for one pair of pictures, on one page of HTML.",
      "Keypoints, masks, flows, features, codes, memory, occlusion, output; it needs nothing else."
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOptions model;

  @Option(
      names = "--source",
      paramLabel = "IMAGE",
      required = true,
      description = "The portrait; its centred square is explained.")
  private Path source;

  @Option(
      names = "--driving",
      paramLabel = "IMAGE|VIDEO",
      required = true,
      description = "The picture or clip whose motion is taken; its centred square drives.")
  private Path driving;

  @Option(
      names = "--frame",
      paramLabel = "N",
      description = "Frame of the clip, from 0 (default: ${DEFAULT-VALUE}).")
  private int frame;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The page to write.")
  private Path out;

  @Override
  public Integer call() {
    OutputPath.requireWritable(out);
    if (frame < 0) {
      throw new BadInputException(
          "--frame is %d, it must be 0 or more: give another number".formatted(frame));
    }
    PresetReenactorLoader loader =
        PresetReenactorLoader.of(configuration.read(model.assignments()).model());
    Picture portrait = StillPicture.ofImage(source);
    Picture driver = StillPicture.of(driving, frame);
    loader.check();
    try (StopSignal untilExplained = new StopSignal();
        Explainer explainer = loader.explainer()) {
      Explanation explanation = explainer.explain(portrait, driver);
      String page = ExplanationPage.html(explanation, name(source), name(driving));
      Files.writeString(out, page);
      spec.commandLine()
          .getOut()
          .printf("%s explained in %s%n", explanation.description().preset(), out);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException("page " + out + " cannot be written", e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
