package io.understudy.pipeline.cli;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.CheckpointImport;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsCheck;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy import}. */
@Command(
    name = "import",
    description = {
      "Turn a published checkpoint (.pth, .pth.tar) into Understudy's weights.",
      "Nothing that the checkpoint names is run; every tensor is checked against the preset."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private ReportOptions report;

  @Parameters(
      paramLabel = "CHECKPOINT",
      arity = "1..*",
      description = "The file, or all files of a model that was published in parts.")
  private List<Path> files;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset of the checkpoint (default: the one that its tensors fit).")
  private String preset;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The .safetensors file to write, or a folder for it.")
  private Path out;

  @Override
  public Integer call() {
    report.check();
    boolean folder = !out.toString().endsWith(".safetensors");
    OutputPath.requireWritable(folder ? out.resolve(WeightsFile.FILE_NAME) : out);
    try {
      Weights weights = read();
      WeightsCheck.verify(Networks.specs(weights.description().configuration()), weights);
      WeightsFile.write(weights, out);
      report.show(report(weights), spec.commandLine().getOut());
      return ExitCode.OK;
    } catch (IllegalArgumentException | IOException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  private Weights read() throws IOException {
    for (Path file : files) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new BadInputException(
            "checkpoint %s cannot be read: it must be a file; give another path".formatted(file));
      }
    }
    Path[] paths = files.toArray(Path[]::new);
    return preset == null
        ? CheckpointImport.read(paths)
        : CheckpointImport.read(Presets.named(preset), paths);
  }

  private Report report(Weights weights) {
    return new Report(
        "Imported to " + out,
        List.of("preset", "weights", "tensors", "SHA-256"),
        List.of(
            List.of(
                weights.description().preset(),
                weights.id(),
                weights.tensors().size(),
                weights.description().sha256())));
  }
}
