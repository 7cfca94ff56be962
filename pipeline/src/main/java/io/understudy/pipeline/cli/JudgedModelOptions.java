package io.understudy.pipeline.cli;

import io.understudy.model.kernel.Precision;
import io.understudy.model.weights.WeightsException;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.PresetReenactorLoader;
import io.understudy.pipeline.configuration.UnderstudyConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model is judged, and how it runs. */
final class JudgedModelOptions {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights to judge (default: those of the preset that come with this build).")
  private Path weights;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Preset; needed without --weights only.")
  private String preset;

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

  Precision precision() {
    return precision;
  }

  /**
   * Loads the given weights; those of this build, or untrained ones, where none are given.
   *
   * @throws BadInputException if neither weights nor a preset are given, or the file is none
   */
  PresetReenactorLoader loader() {
    if (weights == null && preset == null) {
      throw new BadInputException(
          "neither weights nor a preset are given, one is needed: add --weights FILE or --preset NAME");
    }
    return new PresetReenactorLoader(
        preset == null ? presetOfWeights() : preset,
        weights == null ? UnderstudyConfiguration.Model.BUNDLED_WEIGHTS : weights.toString(),
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
}
