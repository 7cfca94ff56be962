package io.understudy.it;

import io.understudy.model.engine.Networks;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.model.weights.Weights;
import io.understudy.model.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A preset that no build names, small enough for tests, known by its weights file alone. */
final class TinyModel {
  static final Preset PRESET =
      new Preset(
          "tiny",
          new FommConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              new FommGeneratorConfiguration(8, 32, 2, 2),
              false));

  /** Smaller still, for tests in which only the frames' journey counts. */
  static final Preset SMALLEST =
      new Preset(
          "smallest",
          new FommConfiguration(
              new KeypointDetectorConfiguration(2, 3, 4, 8, 2, 0.25, 0.1, false),
              new DenseMotionConfiguration(4, 8, 2, 0.25),
              new FommGeneratorConfiguration(2, 8, 2, 1),
              false));

  private static final ScaleConfiguration SCALE =
      new ScaleConfiguration(true, true, true, 20, 16, 8);

  /** OSTNet, whose scale code follows the driving frames. */
  static final Preset SCALED =
      new Preset(
          "tiny-scaled",
          new McnetConfiguration(
              new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
              new DenseMotionConfiguration(8, 32, 3, 0.25),
              8,
              Optional.empty(),
              Optional.of(SCALE)));

  private static final CodebookConfiguration CODES =
      new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4);

  /** The union of codebooks and scale transformation. */
  static final Preset UNION =
      new Preset(
          "tiny-union",
          new UnderstudyConfiguration(
              new SynergizeConfiguration(
                  new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false),
                  new DenseMotionConfiguration(8, 32, 3, 0.25),
                  new ScaleChannels(32, 32, 32, 32),
                  CODES,
                  CODES,
                  4,
                  true,
                  true,
                  true,
                  true,
                  true),
              SCALE,
              true));

  private TinyModel() {}

  /** Weights that give pictures with contrast, always the same. */
  static Weights weights() {
    return weights(3);
  }

  /** Other weights of the preset for every seed. */
  static Weights weights(int seed) {
    return weights(PRESET, seed);
  }

  private static Weights weights(Preset preset, int seed) {
    return FormulaWeights.of(preset, Networks.specs(preset.configuration()), seed);
  }

  /** Writes the weights below {@code folder} and returns the file. */
  static Path write(Path folder) {
    return write(PRESET, folder);
  }

  /** As above with other weights, as {@code tiny-SEED.safetensors}. */
  static Path write(Path folder, int seed) {
    return write(weights(seed), folder.resolve("tiny-" + seed + ".safetensors"));
  }

  static Path write(Preset preset, Path folder) {
    return write(weights(preset, 3), folder.resolve(preset.name() + ".safetensors"));
  }

  private static Path write(Weights weights, Path file) {
    try {
      WeightsFile.write(weights, file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }
}
