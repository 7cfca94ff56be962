package io.understudy.operators.testing;

import ai.djl.Device;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.model.Reenactor;
import io.understudy.model.engine.Networks;
import io.understudy.model.kernel.Precision;
import io.understudy.model.preset.CodeSharing;
import io.understudy.model.preset.CodebookConfiguration;
import io.understudy.model.preset.CodebookScales;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.MemoryConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.UnderstudyConfiguration;
import io.understudy.model.weights.FormulaWeights;
import io.understudy.operators.reenactor.ReenactorLoader;
import java.util.Optional;

/**
 * Loads real networks, small enough for tests: presets {@code ostnet}, {@code understudy}, {@code
 * mcnet}.
 */
public record TinyModels() implements ReenactorLoader {
  private static final KeypointDetectorConfiguration DETECTOR =
      new KeypointDetectorConfiguration(5, 3, 8, 32, 3, 0.25, 0.1, false);
  private static final DenseMotionConfiguration DENSE =
      new DenseMotionConfiguration(8, 32, 3, 0.25);
  private static final ScaleConfiguration SCALE =
      new ScaleConfiguration(true, true, true, 20, 16, 8);

  @Override
  public Reenactor load(String preset, String weightsId) {
    ModelConfiguration configuration = configuration(preset);
    return Networks.reenactor(
        FormulaWeights.of(new Preset(preset, configuration), Networks.specs(configuration), 3),
        Precision.EXACT,
        Device.cpu());
  }

  private static ModelConfiguration configuration(String preset) {
    return switch (preset) {
      case "ostnet" ->
          new McnetConfiguration(DETECTOR, DENSE, 8, Optional.empty(), Optional.of(SCALE));
      case "mcnet" ->
          new McnetConfiguration(
              DETECTOR, DENSE, 8, Optional.of(new MemoryConfiguration(16, 8, 16, 16)));
      default -> new UnderstudyConfiguration(synergize(), SCALE, false);
    };
  }

  private static SynergizeConfiguration synergize() {
    CodebookConfiguration codebook =
        new CodebookConfiguration(CodebookScales.MULTI, CodeSharing.ALLOCATED, 64, 32, 1, 4);
    return new SynergizeConfiguration(
        DETECTOR,
        DENSE,
        new ScaleChannels(32, 32, 32, 32),
        codebook,
        codebook,
        4,
        true,
        true,
        true,
        true,
        true);
  }

  @Override
  public String presetName(String requested) {
    return requested;
  }

  @Override
  public void check(ModelAnnouncement announcement) {}

  @Override
  public ReenactorLoader onGpu(int index) {
    return this;
  }
}
